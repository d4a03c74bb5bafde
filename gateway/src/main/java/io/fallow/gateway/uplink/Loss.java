package io.fallow.gateway.uplink;

import java.util.function.Consumer;
import org.eclipse.paho.mqttv5.client.IMqttToken;
import org.eclipse.paho.mqttv5.client.MqttCallback;
import org.eclipse.paho.mqttv5.client.MqttDisconnectResponse;
import org.eclipse.paho.mqttv5.common.MqttException;
import org.eclipse.paho.mqttv5.common.MqttMessage;
import org.eclipse.paho.mqttv5.common.packet.MqttProperties;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells a connection that it is lost, and what the platform wants of it. Runs on the client's
 * thread.
 */
final class Loss implements MqttCallback {

  private static final Logger LOG = LoggerFactory.getLogger(Loss.class);

  private final Flight flight;
  private final Consumer<byte[]> commands;

  Loss(Flight flight, Consumer<byte[]> commands) {
    this.flight = flight;
    this.commands = commands;
  }

  @Override
  public void disconnected(MqttDisconnectResponse response) {
    MqttException cause = response.getException();
    if (cause != null) {
      flight.lose(new UplinkException(Answers.inWords(cause), cause));
    } else {
      flight.lose(new UplinkException(Answers.inWords(response.getReturnCode())));
    }
  }

  @Override
  public void mqttErrorOccurred(MqttException failure) {
    flight.lose(new UplinkException(Answers.inWords(failure), failure));
  }

  @Override
  public void messageArrived(String topic, MqttMessage message) {
    try {
      commands.accept(message.getPayload());
    } catch (RuntimeException e) { // the client would swallow it
      LOG.warn("a command of the platform could not be followed", e);
    }
  }

  @Override
  public void deliveryComplete(IMqttToken token) {
    // each message has its own listener
  }

  @Override
  public void connectComplete(boolean reconnect, String broker) {
    // the opening thread waits for it
  }

  @Override
  public void authPacketArrived(int reasonCode, MqttProperties properties) {
    // no extended authentication is asked for
  }
}
