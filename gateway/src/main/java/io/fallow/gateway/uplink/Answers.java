package io.fallow.gateway.uplink;

import io.fallow.gateway.tls.Distrust;
import java.util.Arrays;
import java.util.Optional;
import java.util.OptionalInt;
import org.eclipse.paho.mqttv5.client.IMqttToken;
import org.eclipse.paho.mqttv5.client.MqttClientException;
import org.eclipse.paho.mqttv5.common.MqttException;
import org.eclipse.paho.mqttv5.common.packet.MqttReturnCode;

/** What brokers answer, in words. */
final class Answers {

  private Answers() {}

  /**
   * The code by which the broker says that it did not keep a message, if it says so. Paho reports
   * any PUBACK as a success, also one that refuses. A broker without a subscriber for the topic
   * confirms a message and throws it away: that is no delivery either.
   */
  static OptionalInt refusal(IMqttToken token) {
    int[] codes = token.getReasonCodes();
    return Arrays.stream(codes == null ? new int[0] : codes)
        .filter(code -> code >= 0x80 || code == MqttReturnCode.RETURN_CODE_NO_MATCHING_SUBSCRIBERS)
        .findFirst();
  }

  /** Why a connection did not come about. */
  static String notConnected(UplinkConfig config, MqttException failure) {
    boolean tls = "ssl".equals(config.broker().getScheme());
    return Distrust.inWords(failure)
        .or(() -> tls ? Distrust.atOnce(failure) : Optional.empty())
        .orElseGet(() -> inWords(failure));
  }

  static String inWords(MqttException failure) {
    return Distrust.inWords(failure).orElseGet(() -> inWords(failure.getReasonCode(), failure));
  }

  static String inWords(int code) {
    return inWords(code, new MqttException(code));
  }

  private static String inWords(int code, MqttException failure) {
    return switch (code) {
      case MqttException.REASON_CODE_CLIENT_EXCEPTION ->
          String.valueOf(failure.getCause() == null ? failure : failure.getCause());
      case MqttReturnCode.RETURN_CODE_NO_MATCHING_SUBSCRIBERS ->
          "nobody has subscribed to the readings at the broker, which would throw them away";
      case MqttReturnCode.RETURN_CODE_BAD_USERNAME_OR_PASSWORD ->
          "the broker refuses the user name or the password (134)";
      case MqttReturnCode.RETURN_CODE_NOT_AUTHORIZED ->
          "the broker refuses this user, or what it wants to do (135)";
      case MqttReturnCode.RETURN_CODE_QUOTA_EXCEEDED -> "the broker has no more room (151)";
      case MqttReturnCode.RETURN_CODE_SESSION_TAKEN_OVER ->
          "another connection took this client's place (142)";
      case MqttClientException.REASON_CODE_CLIENT_TIMEOUT -> "the broker does not answer";
      case MqttClientException.REASON_CODE_SERVER_CONNECT_ERROR ->
          "nothing listens there" + because(failure);
      case MqttClientException.REASON_CODE_CONNECTION_LOST,
          MqttClientException.REASON_CODE_CLIENT_NOT_CONNECTED ->
          "the connection broke" + because(failure);
      default -> failure.getMessage() + " (" + code + ")" + because(failure);
    };
  }

  private static String because(MqttException failure) {
    return failure.getCause() == null ? "" : " (" + failure.getCause().getMessage() + ")";
  }
}
