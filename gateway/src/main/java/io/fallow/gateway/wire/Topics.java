package io.fallow.gateway.wire;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The MQTT topics of Fallow, version 1: {@code fallow/v1/{organisation}/{gateway}/…}. */
public final class Topics {

  /** What an organisation, gateway, facility or asset may be called: lower case, digits, dashes. */
  public static final String CODE = "[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?";

  /** Matches the status of every gateway. */
  public static final String ALL_STATUS = "fallow/v1/+/+/status";

  /** Matches the health of every gateway. */
  public static final String ALL_HEALTH = "fallow/v1/+/+/health";

  private static final Pattern OF_A_GATEWAY =
      Pattern.compile("fallow/v1/(" + CODE + ")/(" + CODE + ")/([a-z-]+)");

  private Topics() {}

  /** Where a gateway publishes its readings in one of the forms. */
  public static String readings(GatewayAddress gateway, PayloadFormat format) {
    return prefix(gateway) + format.topicLevel();
  }

  /** Matches the readings of every gateway in one of the forms. */
  public static String allReadings(PayloadFormat format) {
    return "fallow/v1/+/+/" + format.topicLevel();
  }

  /** Where a gateway's last will and its birth say {@code online} or {@code offline}; retained. */
  public static String status(GatewayAddress gateway) {
    return prefix(gateway) + "status";
  }

  /** Where a gateway says how it is; retained. */
  public static String health(GatewayAddress gateway) {
    return prefix(gateway) + "health";
  }

  /** Where a gateway listens for what the platform wants of it. */
  public static String commands(GatewayAddress gateway) {
    return prefix(gateway) + "commands";
  }

  /** Whose readings a topic carries, and in which form; empty for any other topic. */
  public static Optional<ReadingsTopic> readingsOf(String topic) {
    Matcher match = OF_A_GATEWAY.matcher(topic);
    return match.matches()
        ? PayloadFormat.ofTopicLevel(match.group(3))
            .map(f -> new ReadingsTopic(new GatewayAddress(match.group(1), match.group(2)), f))
        : Optional.empty();
  }

  /** Whose status a topic carries; empty for any other topic. */
  public static Optional<GatewayAddress> statusOf(String topic) {
    return gatewayOf(topic, "status");
  }

  /** Whose health a topic carries; empty for any other topic. */
  public static Optional<GatewayAddress> healthOf(String topic) {
    return gatewayOf(topic, "health");
  }

  private static Optional<GatewayAddress> gatewayOf(String topic, String what) {
    Matcher match = OF_A_GATEWAY.matcher(topic);
    return match.matches() && match.group(3).equals(what)
        ? Optional.of(new GatewayAddress(match.group(1), match.group(2)))
        : Optional.empty();
  }

  private static String prefix(GatewayAddress gateway) {
    return "fallow/v1/" + gateway.organisation() + "/" + gateway.gateway() + "/";
  }
}
