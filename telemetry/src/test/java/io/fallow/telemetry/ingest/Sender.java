package io.fallow.telemetry.ingest;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import org.eclipse.paho.mqttv5.client.MqttAsyncClient;
import org.eclipse.paho.mqttv5.client.MqttConnectionOptions;
import org.eclipse.paho.mqttv5.client.persist.MemoryPersistence;
import org.eclipse.paho.mqttv5.common.MqttException;
import org.eclipse.paho.mqttv5.common.MqttMessage;

/** A gateway of a test: publishes with QoS 1, one message after the other. */
final class Sender implements AutoCloseable {

  private static final long PATIENCE_MS = 30_000;

  private final MqttAsyncClient client;

  Sender(URI broker) throws MqttException {
    client = new MqttAsyncClient(broker.toString(), "sender", new MemoryPersistence());
    MqttConnectionOptions options = new MqttConnectionOptions();
    options.setSocketFactory(new NoDelaySockets());
    options.setUserName("sender");
    options.setPassword(new byte[] {'x'});
    client.connect(options).waitForCompletion(PATIENCE_MS);
  }

  /** Returns once the broker has the message. */
  void send(String topic, byte[] payload) throws MqttException {
    client.publish(topic, new MqttMessage(payload, 1, false, null)).waitForCompletion(PATIENCE_MS);
  }

  void send(String topic, String payload) throws MqttException {
    send(topic, payload.getBytes(StandardCharsets.UTF_8));
  }

  @Override
  public void close() throws MqttException {
    client.disconnect().waitForCompletion(PATIENCE_MS);
    client.close();
  }
}
