package io.fallow.telemetry.sparkplug;

import io.fallow.gateway.wire.GatewayAddress;
import io.fallow.gateway.wire.sparkplug.HostState;
import io.fallow.gateway.wire.sparkplug.SparkplugCodec;
import io.fallow.gateway.wire.sparkplug.SparkplugTopic;
import io.fallow.telemetry.ingest.BrokerSockets;
import io.fallow.telemetry.ingest.Farewell;
import io.fallow.telemetry.ingest.MessageListener;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.eclipse.paho.mqttv5.client.IMqttToken;
import org.eclipse.paho.mqttv5.client.MqttAsyncClient;
import org.eclipse.paho.mqttv5.client.MqttConnectionOptions;
import org.eclipse.paho.mqttv5.client.persist.MemoryPersistence;
import org.eclipse.paho.mqttv5.common.MqttException;
import org.eclipse.paho.mqttv5.common.MqttMessage;

/**
 * One connection of the host to the broker, from its birth, which says that the host is online, to
 * its end; never reconnected. What arrives waits, bounded in number and bytes: when it is more, the
 * connection counts as over, because what follows could not be understood.
 */
final class HostConnection implements MessageListener, AutoCloseable {

  private static final int MOST_WAITING = 20_000;
  private static final long MOST_BYTES = 32L << 20;
  private static final int KEEP_ALIVE_S = 10;
  private static final int CONNECT_S = 10;
  private static final long ANSWER_MS = 15_000; // Paho itself would wait for ever
  private static final int FIRST_ERROR_CODE = 0x80;

  private final SparkplugConfig config;
  private final long born;
  private final MqttAsyncClient client;
  private final BlockingQueue<Arrival> waiting = new LinkedBlockingQueue<>(MOST_WAITING);
  private final AtomicLong bytes = new AtomicLong();
  private volatile boolean over;

  private HostConnection(SparkplugConfig config, Instant now) throws MqttException {
    this.config = config;
    this.born = now.toEpochMilli();
    client =
        new MqttAsyncClient(config.broker().toString(), config.clientId(), new MemoryPersistence());
    client.setCallback(this);
  }

  /** Connects, subscribes and says that the host is online; blocks until all is confirmed. */
  static HostConnection open(SparkplugConfig config, Instant now) throws MqttException {
    HostConnection connection = new HostConnection(config, now);
    try {
      connection.client.connect(connection.options()).waitForCompletion(ANSWER_MS);
      connection.subscribe();
      connection.tell(true);
      return connection;
    } catch (MqttException | RuntimeException failure) {
      connection.close();
      throw failure;
    }
  }

  private MqttConnectionOptions options() {
    MqttConnectionOptions options = new MqttConnectionOptions();
    options.setCleanStart(true);
    options.setSessionExpiryInterval(0L);
    options.setKeepAliveInterval(KEEP_ALIVE_S);
    options.setConnectionTimeout(CONNECT_S);
    options.setAutomaticReconnect(false);
    options.setSocketFactory(BrokerSockets.to(config.broker()));
    options.setUserName(config.user());
    options.setPassword(config.password().getBytes(StandardCharsets.UTF_8));
    options.setWill(SparkplugTopic.state(config.hostId()), state(false));
    return options;
  }

  private void subscribe() throws MqttException {
    IMqttToken subscribed = client.subscribe(SparkplugTopic.EVERYTHING, 1);
    subscribed.waitForCompletion(ANSWER_MS);
    for (int code : subscribed.getReasonCodes()) {
      if (code >= FIRST_ERROR_CODE) {
        throw new MqttException(code);
      }
    }
  }

  private MqttMessage state(boolean online) {
    return new MqttMessage(new HostState(online, born).payload(), 1, true, null);
  }

  private void tell(boolean online) throws MqttException {
    client
        .publish(SparkplugTopic.state(config.hostId()), state(online))
        .waitForCompletion(ANSWER_MS);
  }

  /** Whether the connection stands and nothing was lost that it brought. */
  boolean isOpen() {
    return !over && client.isConnected();
  }

  /** The next message, or null when none came in time. */
  Arrival poll(Duration patience) throws InterruptedException {
    Arrival next = waiting.poll(patience.toMillis(), TimeUnit.MILLISECONDS);
    if (next != null) {
      bytes.addAndGet(-next.payload().length);
    }
    return next;
  }

  /** Asks a node to tell again all that it has. */
  void askForRebirth(GatewayAddress gateway, Instant now) throws MqttException {
    client
        .publish(
            SparkplugTopic.command(gateway),
            new MqttMessage(SparkplugCodec.rebirth(now), 0, false, null))
        .waitForCompletion(ANSWER_MS);
  }

  /** Contradicts whoever says that this host is offline: an earlier connection's will does. */
  void contradict(byte[] state) throws MqttException {
    if (HostState.parse(state).filter(said -> !said.online()).isPresent()) {
      tell(true);
    }
  }

  /** Whether a topic is that of this host's state. */
  boolean isOwnState(String topic) {
    return topic.equals(SparkplugTopic.state(config.hostId()));
  }

  @Override
  public void messageArrived(String topic, MqttMessage message) {
    Arrival arrival = new Arrival(topic, message.getPayload());
    if (bytes.addAndGet(arrival.payload().length) > MOST_BYTES || !waiting.offer(arrival)) {
      over = true;
    }
  }

  /** Says that the host is offline if there is still somebody to say it to. */
  @Override
  public void close() {
    over = true;
    Farewell.to(client, () -> tell(false));
  }
}
