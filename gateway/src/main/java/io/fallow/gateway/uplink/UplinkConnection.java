package io.fallow.gateway.uplink;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.fallow.gateway.queue.DiskQueue;
import io.fallow.gateway.queue.QueueException;
import io.fallow.gateway.queue.QueueFullException;
import io.fallow.gateway.queue.QueuedBatch;
import io.fallow.gateway.uplink.UplinkConfig.Until;
import io.fallow.gateway.wire.Confirmation.Range;
import io.fallow.gateway.wire.GatewayHealth;
import io.fallow.gateway.wire.Reading;
import io.fallow.gateway.wire.Topics;
import java.io.IOException;
import java.net.Socket;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BooleanSupplier;
import org.eclipse.paho.mqttv5.client.IMqttToken;
import org.eclipse.paho.mqttv5.client.MqttAsyncClient;
import org.eclipse.paho.mqttv5.client.MqttConnectionOptions;
import org.eclipse.paho.mqttv5.client.persist.MemoryPersistence;
import org.eclipse.paho.mqttv5.common.MqttException;
import org.eclipse.paho.mqttv5.common.MqttMessage;
import org.eclipse.paho.mqttv5.common.packet.MqttProperties;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One connection to the broker, from its opening to its end; it never reconnects. What was sent on
 * it and not acknowledged is sent again on the next one: the platform knows it by its key. So the
 * client keeps no session and persists nothing.
 */
final class UplinkConnection implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(UplinkConnection.class);
  private static final Duration GLANCE = Duration.ofMillis(200);
  private static final int AT_ONCE = 200;
  private static final long GOODBYE_MILLIS = 2_000;

  /** What MQTT adds to a payload, generously. */
  private static final int PACKET_OVERHEAD = 512;

  private final UplinkConfig config;
  private final DiskQueue queue;
  private final AtomicReference<Socket> socket = new AtomicReference<>();
  private final MqttAsyncClient client;
  private final Unconfirmed unconfirmed;
  private final Orders orders;
  private final Flight flight;
  private final Publisher publisher;

  private UplinkConnection(
      UplinkConfig config, DiskQueue queue, Unconfirmed unconfirmed, Orders orders)
      throws UplinkException {
    this.config = config;
    this.queue = queue;
    this.unconfirmed = unconfirmed;
    this.orders = orders;
    orders.connected();
    try {
      this.client =
          new MqttAsyncClient(config.broker().toString(), clientId(), new MemoryPersistence());
    } catch (MqttException e) {
      throw new UplinkException(Answers.inWords(e), e);
    }
    try {
      IMqttToken connected = client.connect(options());
      connected.waitForCompletion(config.patience().toMillis());
      this.flight = new Flight(window(connected), config.patience());
      this.publisher =
          new Publisher(config, queue, unconfirmed, client, flight, maxPayload(connected));
      client.setCallback(new Loss(flight, this::command));
      say("online");
      listen();
      if (!client.isConnected()) {
        throw new UplinkException("the broker ended the connection at once");
      }
    } catch (MqttException e) {
      end();
      throw new UplinkException(Answers.notConnected(config, e), e);
    } catch (UplinkException e) {
      end();
      throw e;
    }
  }

  /** Connects and says {@code online}. Blocks for as long as the configured patience. */
  static UplinkConnection open(
      UplinkConfig config, DiskQueue queue, Unconfirmed unconfirmed, Orders orders)
      throws UplinkException {
    return new UplinkConnection(config, queue, unconfirmed, orders);
  }

  /** One id per queue: two gateways by mistake of the same name do not throw each other out. */
  private String clientId() {
    return config.address() + "." + queue.cursor().epoch();
  }

  private MqttConnectionOptions options() throws UplinkException {
    MqttConnectionOptions options = new MqttConnectionOptions();
    options.setCleanStart(true);
    options.setSessionExpiryInterval(0L);
    options.setAutomaticReconnect(false);
    options.setUserName(config.user());
    options.setPassword(config.password().getBytes(UTF_8));
    options.setKeepAliveInterval(30);
    options.setConnectionTimeout((int) Math.max(1, config.patience().toSeconds()));
    options.setHttpsHostnameVerificationEnabled(true);
    options.setSocketFactory(NoDelay.factory(config, socket));
    options.setWill(Topics.status(config.address()), status("offline"));
    return options;
  }

  private int window(IMqttToken connected) {
    MqttProperties answer = connected.getResponseProperties();
    int most =
        answer == null || answer.getReceiveMaximum() == null ? 65_535 : answer.getReceiveMaximum();
    return Math.min(config.window(), most);
  }

  private static long maxPayload(IMqttToken connected) {
    MqttProperties answer = connected.getResponseProperties();
    return answer == null || answer.getMaximumPacketSize() == null
        ? Long.MAX_VALUE
        : answer.getMaximumPacketSize() - PACKET_OVERHEAD;
  }

  Flight flight() {
    return flight;
  }

  boolean isUp() {
    return client.isConnected();
  }

  /**
   * Publishes what waits and what comes, and how the gateway is, until told to stop.
   *
   * @throws UplinkException when the connection is lost
   */
  void drain(GatewayFacts facts, BooleanSupplier stop)
      throws UplinkException, InterruptedException {
    long epoch = queue.cursor().epoch();
    Reporter reporter = new Reporter(queue, facts, orders, System::nanoTime);
    Lanes lanes = new Lanes(queue, unconfirmed, flight, publisher::send);
    while (!stop.getAsBoolean()) {
      if (queue.cursor().epoch() != epoch) {
        throw new UplinkException("the queue has begun anew");
      }
      if (orders.takeRebirth()) {
        introduceAgain(facts, reporter);
      }
      Optional<GatewayHealth> health = reporter.due();
      if (health.isPresent()) {
        publisher.send(health.get());
      }
      for (Range lost : unconfirmed.due()) {
        sendAgain(lost, stop);
      }
      lanes.turn();
    }
  }

  private void introduceAgain(GatewayFacts facts, Reporter reporter) throws UplinkException {
    LOG.info("{} introduces itself again", config.address());
    publisher.sendAside(Topics.status(config.address()), status("online"));
    reporter.begin();
    List<Reading> newest = facts.newest();
    try {
      for (int i = 0; i < newest.size(); i += AT_ONCE) {
        queue.append(newest.subList(i, Math.min(newest.size(), i + AT_ONCE)));
      }
    } catch (QueueFullException e) {
      LOG.warn("{} has no room to say its newest readings again", config.address());
    }
  }

  /** Sends what the broker took over and did not hand on. */
  private void sendAgain(Range lost, BooleanSupplier stop)
      throws UplinkException, InterruptedException {
    LOG.info("{}: sends messages {} to {} again", config.address(), lost.first(), lost.last());
    long after = lost.first() - 1;
    while (after < lost.last() && !stop.getAsBoolean()) {
      int room = flight.room(GLANCE);
      List<QueuedBatch> batches = room > 0 ? queue.peek(after, lost.last(), room) : List.of();
      if (room > 0 && batches.isEmpty()) {
        return;
      }
      for (QueuedBatch batch : batches) {
        publisher.send(batch);
        after = batch.key().sequence();
      }
    }
  }

  /** Waits for what is on its way, says {@code offline}, and leaves. */
  @Override
  public void close() {
    try {
      if (client.isConnected()) {
        flight.awaitLanding(Duration.ofMillis(GOODBYE_MILLIS));
        say("offline");
        client.disconnect(0).waitForCompletion(GOODBYE_MILLIS);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (MqttException | UplinkException e) {
      LOG.debug("no proper goodbye to {}: {}", config.broker(), e.toString());
    } finally {
      end();
    }
  }

  private void say(String status) throws MqttException, UplinkException {
    IMqttToken said = client.publish(Topics.status(config.address()), status(status));
    said.waitForCompletion(Math.min(config.patience().toMillis(), 10_000));
    OptionalInt refusal = Answers.refusal(said);
    if (refusal.isPresent() && refusal.getAsInt() >= 0x80) {
      throw new UplinkException(Answers.inWords(refusal.getAsInt()));
    }
  }

  /** Subscribes to what the platform says; the newest comes at once. */
  private void listen() throws MqttException, UplinkException {
    if (config.until() == Until.BROKER) {
      return;
    }
    IMqttToken listening = client.subscribe(Topics.commands(config.address()), 1);
    listening.waitForCompletion(config.patience().toMillis());
    OptionalInt refusal = Answers.refusal(listening);
    if (refusal.isPresent()) {
      throw new UplinkException(Answers.inWords(refusal.getAsInt()));
    }
  }

  private void command(byte[] payload) {
    try {
      orders.came(payload, Instant.now());
    } catch (QueueException e) {
      flight.lose(new UplinkException(e.getMessage(), e));
    }
  }

  private static MqttMessage status(String status) {
    return new MqttMessage(status.getBytes(UTF_8), 1, true, null);
  }

  /** Ends the client's threads in any state that it may be in, by taking its socket away. */
  private void end() {
    try {
      Socket made = socket.get();
      if (made != null) {
        made.close();
      }
      client.disconnectForcibly(0, 0, false);
      client.close(true);
    } catch (IOException | MqttException | RuntimeException e) {
      LOG.debug("the client of {} did not end in order: {}", config.broker(), e.toString());
    }
  }
}
