package io.fallow.sim.broker;

import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
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

/** A Paho client with a lasting session that keeps what it received. */
public final class TestClient implements MqttCallback, AutoCloseable {

  public record Received(String topic, ByteBuffer payload) {
    public String text() {
      return StandardCharsets.UTF_8.decode(payload.duplicate()).toString();
    }
  }

  private static final long PATIENCE_MS = 20_000;

  public final Queue<Received> received = new ConcurrentLinkedQueue<>();
  private final MqttAsyncClient client;

  private TestClient(URI broker, String id) throws MqttException {
    client = new MqttAsyncClient(broker.toString(), id, new MemoryPersistence());
    client.setCallback(this);
  }

  static TestClient connect(EmbeddedBroker broker, String id, String user, String password)
      throws MqttException {
    return connect(broker.uri(), id, user, password);
  }

  public static TestClient connect(URI broker, String id, String user, String password)
      throws MqttException {
    TestClient made = new TestClient(broker, id);
    MqttConnectionOptions options = new MqttConnectionOptions();
    options.setCleanStart(false);
    options.setSessionExpiryInterval(3_600L);
    options.setUserName(user);
    options.setPassword(password.getBytes(StandardCharsets.UTF_8));
    made.client.connect(options).waitForCompletion(PATIENCE_MS);
    return made;
  }

  /** The reason code of the broker's answer. */
  public int publish(String topic, byte[] payload) throws MqttException {
    IMqttToken token = client.publish(topic, new MqttMessage(payload, 1, false, null));
    token.waitForCompletion(PATIENCE_MS);
    return token.getReasonCodes()[0];
  }

  public int publish(String topic, String payload) throws MqttException {
    return publish(topic, payload.getBytes(StandardCharsets.UTF_8));
  }

  /** The reason code of the broker's answer; 1 is a granted QoS 1. */
  public int subscribe(String filter) throws MqttException {
    IMqttToken token = client.subscribe(new MqttSubscription(filter, 1));
    try {
      token.waitForCompletion(PATIENCE_MS);
    } catch (MqttException refused) {
      return refused.getReasonCode();
    }
    return Arrays.stream(token.getReasonCodes()).max().orElseThrow();
  }

  /** Whether the broker has not ended the connection. */
  public boolean isConnected() {
    return client.isConnected();
  }

  @Override
  public void close() throws MqttException {
    client.disconnectForcibly(0, 1_000, true);
    client.close(true);
  }

  @Override
  public void messageArrived(String topic, MqttMessage message) {
    received.add(new Received(topic, ByteBuffer.wrap(message.getPayload())));
  }

  @Override
  public void disconnected(MqttDisconnectResponse response) {}

  @Override
  public void mqttErrorOccurred(MqttException exception) {}

  @Override
  public void deliveryComplete(IMqttToken token) {}

  @Override
  public void connectComplete(boolean reconnect, String server) {}

  @Override
  public void authPacketArrived(int reasonCode, MqttProperties properties) {}
}
