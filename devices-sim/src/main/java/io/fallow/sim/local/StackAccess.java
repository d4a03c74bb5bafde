package io.fallow.sim.local;

import io.fallow.sim.broker.BrokerAccess;
import io.fallow.telemetry.access.GatewayTopics;
import io.fallow.telemetry.access.PlatformTopics;
import io.fallow.telemetry.enrolment.Login;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.function.BiPredicate;

/**
 * A gateway does what its topics allow; telemetry hears everything, and publishes commands. Nobody
 * else does anything.
 *
 * @param telemetryPassword of the user {@link #TELEMETRY}
 * @param gateways whether a gateway's credential of this user name has this password
 */
record StackAccess(String telemetryPassword, BiPredicate<String, String> gateways)
    implements BrokerAccess {

  /** No gateway can be called so: theirs have a dot. */
  static final String TELEMETRY = "telemetry";

  /** Client ids that begin so are telemetry's. */
  private static final String PLATFORM = "fallow-";

  @Override
  public boolean mayConnect(String user, String password) {
    return user.equals(TELEMETRY)
        ? same(telemetryPassword, password)
        : gateways.test(user, password);
  }

  /** Nobody takes another's session: ids that tell whose they are, are theirs. */
  @Override
  public boolean mayUse(String user, String clientId) {
    return user.equals(TELEMETRY)
        ? clientId.startsWith(PLATFORM)
        : !clientId.startsWith(PLATFORM)
            && Login.of(user)
                .map(login -> GatewayTopics.mayUse(login.gateway(), clientId))
                .orElse(true); // its password is refused
  }

  @Override
  public boolean mayPublish(String user, String topic) {
    return user.equals(TELEMETRY)
        ? PlatformTopics.mayPublish(topic)
        : Login.of(user)
            .filter(login -> GatewayTopics.of(login.gateway()).mayPublish(topic))
            .isPresent();
  }

  @Override
  public boolean maySubscribe(String user, String topicFilter) {
    return user.equals(TELEMETRY)
        || Login.of(user)
            .filter(login -> GatewayTopics.of(login.gateway()).maySubscribe(topicFilter))
            .isPresent();
  }

  @Override
  public String toString() {
    return "StackAccess";
  }

  private static boolean same(String one, String other) {
    return MessageDigest.isEqual(
        one.getBytes(StandardCharsets.UTF_8), other.getBytes(StandardCharsets.UTF_8));
  }
}
