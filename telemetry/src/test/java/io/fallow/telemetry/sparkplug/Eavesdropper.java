package io.fallow.telemetry.sparkplug;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.eclipse.paho.mqttv5.client.IMqttMessageListener;
import org.eclipse.paho.mqttv5.client.MqttClient;
import org.eclipse.paho.mqttv5.client.MqttConnectionOptions;
import org.eclipse.paho.mqttv5.client.persist.MemoryPersistence;
import org.eclipse.paho.mqttv5.common.MqttException;
import org.eclipse.paho.mqttv5.common.MqttMessage;
import org.eclipse.paho.mqttv5.common.MqttSubscription;

/** Hears what edge nodes really send, and speaks in the name of one. */
final class Eavesdropper implements AutoCloseable {

  private final List<Arrival> heard = new CopyOnWriteArrayList<>();
  private final MqttClient ear;
  private final MqttClient mouth;

  Eavesdropper(URI broker, String platform, String gateway, String secret) throws MqttException {
    ear = connect(broker, platform, secret);
    mouth = connect(broker, gateway, secret);
    IMqttMessageListener listener =
        (topic, message) -> {
          if (!topic.contains("/NCMD/")) {
            heard.add(new Arrival(topic, message.getPayload()));
          }
        };
    ear.subscribe(
        new MqttSubscription[] {new MqttSubscription("spBv1.0/lakeside/#", 1)},
        new IMqttMessageListener[] {listener});
  }

  private static MqttClient connect(URI broker, String user, String secret) throws MqttException {
    MqttClient client = new MqttClient(broker.toString(), user + ".ear", new MemoryPersistence());
    client.setTimeToWait(15_000);
    MqttConnectionOptions options = new MqttConnectionOptions();
    options.setUserName(user);
    options.setPassword(secret.getBytes(StandardCharsets.UTF_8));
    client.connect(options);
    return client;
  }

  /** All that nodes have sent so far. */
  List<Arrival> heard() {
    return List.copyOf(heard);
  }

  /** Sends, and waits until the broker has it. */
  void say(Arrival message) throws MqttException {
    mouth.publish(message.topic(), new MqttMessage(message.payload(), 1, false, null));
  }

  @Override
  public void close() throws MqttException {
    ear.disconnectForcibly();
    ear.close();
    mouth.disconnectForcibly();
    mouth.close();
  }
}
