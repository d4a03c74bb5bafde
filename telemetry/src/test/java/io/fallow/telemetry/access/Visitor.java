package io.fallow.telemetry.access;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.URI;
import java.util.Arrays;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import javax.net.SocketFactory;
import org.eclipse.paho.mqttv5.client.IMqttToken;
import org.eclipse.paho.mqttv5.client.MqttAsyncClient;
import org.eclipse.paho.mqttv5.client.MqttCallback;
import org.eclipse.paho.mqttv5.client.MqttConnectionOptions;
import org.eclipse.paho.mqttv5.client.MqttDisconnectResponse;
import org.eclipse.paho.mqttv5.client.persist.MemoryPersistence;
import org.eclipse.paho.mqttv5.common.MqttException;
import org.eclipse.paho.mqttv5.common.MqttMessage;
import org.eclipse.paho.mqttv5.common.MqttSubscription;
import org.eclipse.paho.mqttv5.common.packet.MqttProperties;

/** Whoever comes to a broker, with what it hears. */
final class Visitor implements MqttCallback, AutoCloseable {

  private static final long PATIENCE_MS = 20_000;

  /** How one comes. */
  record Way(URI broker, SocketFactory sockets, String clientId, String will) {

    Way(URI broker, SocketFactory sockets, String clientId) {
      this(broker, sockets, clientId, null);
    }

    Way as(String otherClientId) {
      return new Way(broker, sockets, otherClientId, will);
    }
  }

  final Queue<String> heard = new ConcurrentLinkedQueue<>();
  private final MqttAsyncClient client;
  private volatile long lostNanos;

  private Visitor(MqttAsyncClient client) {
    this.client = client;
  }

  static Visitor come(Way way, String user, String password) throws MqttException {
    MqttAsyncClient client =
        new MqttAsyncClient(way.broker().toString(), way.clientId(), new MemoryPersistence());
    Visitor visitor = new Visitor(client);
    client.setCallback(visitor);
    MqttConnectionOptions options = new MqttConnectionOptions();
    options.setSocketFactory(way.sockets());
    options.setAutomaticReconnect(false);
    if (user != null) {
      options.setUserName(user);
      options.setPassword(password.getBytes(UTF_8));
    }
    if (way.will() != null) {
      options.setWill(way.will(), new MqttMessage("will".getBytes(UTF_8), 1, false, null));
    }
    try {
      client.connect(options).waitForCompletion(PATIENCE_MS);
      return visitor;
    } catch (MqttException refused) {
      client.close(true);
      throw refused;
    }
  }

  /** The broker's reason code. */
  int publish(String topic, String text, boolean retained) throws MqttException {
    IMqttToken token =
        client.publish(topic, new MqttMessage(text.getBytes(UTF_8), 1, retained, null));
    token.waitForCompletion(PATIENCE_MS);
    return token.getReasonCodes()[0];
  }

  /** The broker's reason code. */
  int subscribe(String filter) throws MqttException {
    IMqttToken token = client.subscribe(new MqttSubscription(filter, 1));
    try {
      token.waitForCompletion(PATIENCE_MS);
    } catch (MqttException refused) {
      return refused.getReasonCode();
    }
    return Arrays.stream(token.getReasonCodes()).max().orElseThrow();
  }

  boolean isHere() {
    return client.isConnected();
  }

  /** When its connection was lost, as of {@link System#nanoTime()}; 0 while it was not. */
  long lostNanos() {
    return lostNanos;
  }

  @Override
  public void close() throws MqttException {
    if (client.isConnected()) {
      client.disconnect(0).waitForCompletion(PATIENCE_MS);
    }
    client.close(true);
  }

  @Override
  public void messageArrived(String topic, MqttMessage message) {
    heard.add(topic + " " + new String(message.getPayload(), UTF_8));
  }

  @Override
  public void disconnected(MqttDisconnectResponse response) {
    lostNanos = System.nanoTime();
  }

  @Override
  public void mqttErrorOccurred(MqttException exception) {}

  @Override
  public void deliveryComplete(IMqttToken token) {}

  @Override
  public void connectComplete(boolean reconnect, String server) {}

  @Override
  public void authPacketArrived(int reasonCode, MqttProperties properties) {}
}
