package io.fallow.gateway.uplink;

import org.eclipse.paho.mqttv5.client.IMqttToken;
import org.eclipse.paho.mqttv5.client.MqttCallback;
import org.eclipse.paho.mqttv5.client.MqttDisconnectResponse;
import org.eclipse.paho.mqttv5.common.MqttException;
import org.eclipse.paho.mqttv5.common.MqttMessage;
import org.eclipse.paho.mqttv5.common.packet.MqttProperties;

/** Tells a connection that it is lost. Runs on the client's thread. */
final class Loss implements MqttCallback {

  private final Flight flight;

  Loss(Flight flight) {
    this.flight = flight;
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
    // nothing is subscribed
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
