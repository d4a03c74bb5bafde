package io.fallow.telemetry.ingest;

import java.util.Arrays;
import java.util.Optional;
import org.eclipse.paho.mqttv5.client.IMqttToken;
import org.eclipse.paho.mqttv5.client.MqttAsyncClient;
import org.eclipse.paho.mqttv5.client.MqttClientException;
import org.eclipse.paho.mqttv5.client.MqttConnectionOptions;
import org.eclipse.paho.mqttv5.client.persist.MemoryPersistence;
import org.eclipse.paho.mqttv5.common.MqttException;
import org.eclipse.paho.mqttv5.common.MqttMessage;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One connection to the broker, from CONNECT to its end; never reconnected. Each has its own Paho
 * client, so an acknowledgement can never reach a later connection, where the same packet
 * identifier means another message.
 */
final class BrokerConnection implements InboundMessage.Origin, MessageListener, AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(BrokerConnection.class);
  private static final long ANSWER_MS = 15_000; // Paho itself would wait for ever
  private static final int FIRST_ERROR_CODE = 0x80;
  private static final String REFUSED = "the broker refuses the subscription";

  private final InboundQueue queue;
  private final Client client;
  private volatile boolean over;
  private IMqttToken probe;

  private BrokerConnection(IngestConfig config, InboundQueue queue) throws MqttException {
    this.queue = queue;
    client = new Client(config.broker().toString(), config.clientId());
    client.setManualAcks(true); // or a message would be acknowledged that failed to be stored
    client.setCallback(this);
  }

  /** Connects and subscribes; blocks until both are confirmed. */
  static BrokerConnection open(IngestConfig config, InboundQueue queue) throws MqttException {
    return open(config, queue, MqttOptions.lasting(config));
  }

  /** The same with other options. */
  static BrokerConnection open(
      IngestConfig config, InboundQueue queue, MqttConnectionOptions options) throws MqttException {
    BrokerConnection connection = new BrokerConnection(config, queue);
    try {
      connection.tap(config, options);
      IMqttToken connected = connection.client.connect(options);
      connected.waitForCompletion(ANSWER_MS);
      connection.subscribe(connected.getSessionPresent());
      return connection;
    } catch (MqttException | RuntimeException | Error failure) {
      connection.close();
      throw failure;
    }
  }

  /** Over TLS, whose sockets cannot be tapped, messages come by {@link #messageArrived}. */
  private void tap(IngestConfig config, MqttConnectionOptions options) {
    if (config.broker().getScheme().equals("tcp")) {
      options.setSocketFactory(new NoDelaySockets(input -> new PublishTap(input, this::take)));
    }
  }

  /**
   * Subscribes. In a resumed session the answer may come late, behind messages for which there is
   * no room at present; the subscription is in force already then.
   */
  private void subscribe(boolean resumed) throws MqttException {
    IMqttToken subscribed = client.subscribe(IngestConfig.SUBSCRIPTION, 1);
    try {
      subscribed.waitForCompletion(ANSWER_MS);
    } catch (MqttException failure) {
      boolean late = failure.getReasonCode() == MqttClientException.REASON_CODE_CLIENT_TIMEOUT;
      if (!(resumed && late)) {
        throw new MqttException(
            failure.getReasonCode(), new IllegalStateException("when asked for the subscription"));
      }
      return;
    }
    for (int code : subscribed.getReasonCodes()) {
      if (code >= FIRST_ERROR_CODE) {
        throw new MqttException(code, new IllegalStateException(REFUSED));
      }
    }
  }

  /**
   * Subscribes once more, which changes nothing unless the broker has forgotten the subscription;
   * and finds out whether it answers at all.
   *
   * @param reading whether answers are read at present, and not waiting behind messages for which
   *     there is no room
   * @return what is wrong, if anything is
   */
  Optional<String> probe(boolean reading) {
    try {
      if (probe != null && !probe.isComplete()) {
        return reading ? Optional.of("the broker does not answer any more") : Optional.empty();
      }
      if (probe != null && refused(probe)) {
        return Optional.of(REFUSED);
      }
      probe = client.subscribe(IngestConfig.SUBSCRIPTION, 1);
      return Optional.empty();
    } catch (MqttException failure) {
      return Optional.of("the subscription fails: " + failure.getMessage());
    }
  }

  private static boolean refused(IMqttToken answered) {
    int[] codes = answered.getReasonCodes();
    return codes != null && Arrays.stream(codes).anyMatch(code -> code >= FIRST_ERROR_CODE);
  }

  @Override
  public boolean isOpen() {
    return !over && client.isConnected();
  }

  @Override
  public void giveUp() {
    over = true;
  }

  @Override
  public void held() {
    client.heard();
  }

  @Override
  public void acknowledge(InboundMessage message) {
    if (!isOpen()) {
      return;
    }
    try {
      client.messageArrivedComplete(message.id(), message.qos());
    } catch (MqttException lost) {
      LOG.debug("The connection went before an acknowledgement; the message will come again", lost);
    }
  }

  @Override
  public void messageArrived(String topic, MqttMessage message) {
    take(message.getId(), message.getQos(), topic, message.getPayload());
  }

  private void take(int packetId, int qos, String topic, byte[] payload) {
    client.heard();
    InboundMessage inbound =
        new InboundMessage(this, packetId, qos, topic, payload, System.nanoTime());
    try {
      queue.put(inbound);
    } catch (InterruptedException closing) {
      Thread.currentThread().interrupt();
    }
  }

  /** Says goodbye if there is still somebody to say it to. The session stays at the broker. */
  @Override
  public void close() {
    over = true;
    Farewell.to(client, () -> {});
  }

  /**
   * Paho's client, which can be told that the broker is alive. It does not see the messages that
   * are taken out of its stream, nor the answers to its pings that wait behind a message for which
   * there is no room; and would give up a connection on which it hears nothing.
   */
  private static final class Client extends MqttAsyncClient {

    Client(String broker, String clientId) throws MqttException {
      super(broker, clientId, new MemoryPersistence());
    }

    void heard() {
      comms.getClientState().notifyReceivedBytes(1);
    }
  }
}
