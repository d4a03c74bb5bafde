package io.fallow.gateway.source.mqtt;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.fallow.gateway.source.SourceException;
import io.fallow.gateway.tls.Distrust;
import io.fallow.gateway.tls.TlsException;
import io.fallow.gateway.tls.TlsFiles;
import io.fallow.gateway.tls.TlsSetup;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLSocketFactory;
import org.eclipse.paho.mqttv5.client.IMqttToken;
import org.eclipse.paho.mqttv5.client.MqttAsyncClient;
import org.eclipse.paho.mqttv5.client.MqttCallback;
import org.eclipse.paho.mqttv5.client.MqttConnectionOptions;
import org.eclipse.paho.mqttv5.client.MqttDisconnectResponse;
import org.eclipse.paho.mqttv5.client.persist.MemoryPersistence;
import org.eclipse.paho.mqttv5.common.MqttException;
import org.eclipse.paho.mqttv5.common.MqttMessage;
import org.eclipse.paho.mqttv5.common.packet.MqttProperties;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One connection to a site's broker, from its opening to its end; it never reconnects. The client's
 * thread puts what comes into a queue; one other thread takes it out and says when it is done with.
 */
final class BrokerConnection implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(BrokerConnection.class);
  private static final long PATIENCE_MS = 10_000;
  private static final long GOODBYE_MS = 2_000;
  private static final int UNDER_WAY = 200; // messages of QoS 1 that the broker may send ahead
  private static final int TOGETHER = 200; // messages
  private static final int WAITING = 10_000; // beyond them are those of QoS 0, which may be lost
  private static final long HOUR_SECONDS = 3_600;

  /**
   * A message.
   *
   * @param at when it came
   * @param retained whether the broker had kept it from before
   */
  @SuppressWarnings("ArrayRecordComponent") // compared by nobody
  record Arrived(String topic, byte[] payload, Instant at, boolean retained, int id, int qos) {}

  private final LocalBroker broker;
  private final Clock clock;
  private final BlockingQueue<Arrived> arrived = new ArrayBlockingQueue<>(WAITING);
  private final MqttAsyncClient client;
  private volatile String lost;

  private BrokerConnection(String name, LocalBroker broker, List<String> filters, Clock clock)
      throws SourceException {
    this.broker = broker;
    this.clock = clock;
    try {
      client =
          new MqttAsyncClient(broker.url().toString(), id(name, broker), new MemoryPersistence());
      client.setManualAcks(true);
      client.setCallback(new Arrivals());
      client.connect(options()).waitForCompletion(PATIENCE_MS);
      subscribe(filters);
    } catch (MqttException e) {
      close();
      throw new SourceException(broker.url() + ": " + words(e), e);
    } catch (SourceException e) {
      close();
      throw e;
    }
  }

  /**
   * Connects and subscribes; blocks for half a minute at most.
   *
   * @param name of the source: with it the broker knows the gateway again
   */
  static BrokerConnection open(String name, LocalBroker broker, List<String> filters, Clock clock)
      throws SourceException {
    return new BrokerConnection(name, broker, filters, clock);
  }

  /** The same for each start of a source on a machine, and another for each machine and user. */
  private static String id(String name, LocalBroker broker) {
    String seed = name + broker.url() + System.getProperty("user.dir") + host();
    return "fallow-" + UUID.nameUUIDFromBytes(seed.getBytes(UTF_8)).toString().substring(0, 13);
  }

  private static String host() {
    try {
      return InetAddress.getLocalHost().getHostName();
    } catch (UnknownHostException e) {
      return ""; // the folder alone tells it from others then
    }
  }

  private MqttConnectionOptions options() throws SourceException {
    MqttConnectionOptions options = new MqttConnectionOptions();
    options.setCleanStart(false);
    options.setSessionExpiryInterval(HOUR_SECONDS);
    options.setAutomaticReconnect(false);
    options.setReceiveMaximum(UNDER_WAY);
    options.setKeepAliveInterval(30);
    options.setConnectionTimeout((int) TimeUnit.MILLISECONDS.toSeconds(PATIENCE_MS));
    if ("ssl".equals(broker.url().getScheme())) {
      options.setSocketFactory(sockets());
    }
    options.setHttpsHostnameVerificationEnabled(true);
    broker.user().ifPresent(options::setUserName);
    broker.password().ifPresent(each -> options.setPassword(each.getBytes(UTF_8)));
    return options;
  }

  private SSLSocketFactory sockets() throws SourceException {
    try {
      return TlsSetup.factory(new TlsFiles(broker.authority(), Optional.empty()));
    } catch (TlsException e) {
      throw new SourceException(e.getMessage(), e);
    }
  }

  private void subscribe(List<String> filters) throws MqttException, SourceException {
    int[] qos = new int[filters.size()];
    Arrays.fill(qos, 1);
    IMqttToken token = client.subscribe(filters.toArray(String[]::new), qos);
    token.waitForCompletion(PATIENCE_MS);
    int[] codes = token.getReasonCodes();
    for (int i = 0; codes != null && i < codes.length; i++) {
      if (codes[i] >= 0x80) {
        throw new SourceException(
            "%s does not let this user read %s (%d)"
                .formatted(broker.url(), filters.get(Math.min(i, filters.size() - 1)), codes[i]));
      }
    }
  }

  /**
   * The next message, and all that have come behind it; waits for it. To store them one by one
   * would let a source say some twenty a second, as each waits for the disk.
   *
   * @throws SourceException when the connection is lost and all that came is taken
   */
  List<Arrived> next() throws SourceException, InterruptedException {
    while (true) {
      Arrived next = arrived.poll(200, TimeUnit.MILLISECONDS);
      if (next != null) {
        List<Arrived> all = new ArrayList<>(List.of(next));
        arrived.drainTo(all, TOGETHER - 1);
        return all;
      }
      if (lost != null) {
        throw new SourceException(broker.url() + ": " + lost);
      }
    }
  }

  /** Its readings are on disk: the broker may forget it. */
  void done(Arrived message) throws SourceException {
    try {
      if (message.qos() > 0 && lost == null) {
        client.messageArrivedComplete(message.id(), message.qos());
      }
    } catch (MqttException e) {
      throw new SourceException(broker.url() + ": " + words(e), e);
    }
  }

  private static String words(MqttException failure) {
    return Distrust.inWords(failure)
        .orElseGet(
            () ->
                failure.getCause() == null
                    ? failure.getMessage()
                    : failure.getMessage() + ": " + failure.getCause().getMessage());
  }

  @Override
  public void close() {
    if (client == null) {
      return;
    }
    try {
      if (client.isConnected()) {
        client.disconnect(0).waitForCompletion(GOODBYE_MS);
      } else {
        client.disconnectForcibly(0, 0, false);
      }
      client.close(true);
    } catch (MqttException | RuntimeException e) {
      LOG.debug("the client of {} did not end in order: {}", broker.url(), e.toString());
    }
  }

  /** Runs on the client's thread, which nothing may hold up. */
  private final class Arrivals implements MqttCallback {
    @Override
    public void messageArrived(String topic, MqttMessage message) {
      boolean kept =
          arrived.offer(
              new Arrived(
                  topic,
                  message.getPayload(),
                  clock.instant(),
                  message.isRetained(),
                  message.getId(),
                  message.getQos()));
      if (!kept && lost == null) {
        lost = "messages come faster than they can be stored";
      }
    }

    @Override
    public void disconnected(MqttDisconnectResponse response) {
      MqttException why = response.getException();
      lost = why == null ? "the broker ended the connection" : words(why);
    }

    @Override
    public void mqttErrorOccurred(MqttException failure) {
      lost = words(failure);
    }

    @Override
    public void deliveryComplete(IMqttToken token) {
      // nothing is published
    }

    @Override
    public void connectComplete(boolean reconnect, String server) {
      // the opening thread waits for it
    }

    @Override
    public void authPacketArrived(int code, MqttProperties properties) {
      // no extended authentication is asked for
    }
  }
}
