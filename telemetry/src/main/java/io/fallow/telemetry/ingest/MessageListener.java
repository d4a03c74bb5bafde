package io.fallow.telemetry.ingest;

import org.eclipse.paho.mqttv5.client.IMqttToken;
import org.eclipse.paho.mqttv5.client.MqttCallback;
import org.eclipse.paho.mqttv5.client.MqttDisconnectResponse;
import org.eclipse.paho.mqttv5.common.MqttException;
import org.eclipse.paho.mqttv5.common.packet.MqttProperties;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Hears the messages of one connection, and writes the rest of what Paho tells to the log. It is
 * called on Paho's thread: a call there that waits for the broker would never return.
 */
public interface MessageListener extends MqttCallback {

  /** Takes what only a log wants to know. */
  Logger LOG = LoggerFactory.getLogger(MessageListener.class);

  @Override
  default void disconnected(MqttDisconnectResponse response) {
    LOG.debug("A connection of {} ended: {}", getClass().getSimpleName(), response);
  }

  @Override
  default void mqttErrorOccurred(MqttException failure) {
    LOG.warn("The MQTT client of {} reports a fault", getClass().getSimpleName(), failure);
  }

  @Override
  default void deliveryComplete(IMqttToken token) {
    // Whoever publishes waits for it.
  }

  @Override
  default void connectComplete(boolean reconnect, String serverUri) {
    // Whoever connects waits for it, and subscribes on a thread of its own.
  }

  @Override
  default void authPacketArrived(int reasonCode, MqttProperties properties) {
    // No extended authentication.
  }
}
