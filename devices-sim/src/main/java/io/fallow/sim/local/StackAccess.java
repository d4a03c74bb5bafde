package io.fallow.sim.local;

import io.fallow.gateway.wire.GatewayAddress;
import io.fallow.gateway.wire.Topics;
import io.fallow.sim.broker.BrokerAccess;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Optional;
import java.util.function.BiPredicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A gateway publishes below its own prefix and hears its own commands; telemetry hears everything,
 * and publishes commands. A gateway that speaks Sparkplug B is the edge node of its name. Nobody
 * else does anything.
 *
 * @param telemetryPassword of the user {@link #TELEMETRY}
 * @param gateways whether a gateway of this address has this password
 */
record StackAccess(String telemetryPassword, BiPredicate<GatewayAddress, String> gateways)
    implements BrokerAccess {

  /** No gateway can be called so: theirs have a dot. */
  static final String TELEMETRY = "telemetry";

  /** Client ids that begin so are telemetry's. */
  private static final String PLATFORM = "fallow-";

  /** A client id that begins with a gateway's address, as those of its uplinks do. */
  private static final Pattern NAMED = Pattern.compile("([^.]+\\.[^.]+)(\\..*)?");

  private static final Pattern OWNED = Pattern.compile("fallow/v[0-9]{1,3}/([^/]+)/([^/]+)/.+");

  private static final Pattern COMMANDS = Pattern.compile("fallow/v1/[^/]+/[^/]+/commands");

  @Override
  public boolean mayConnect(String user, String password) {
    if (user.equals(TELEMETRY)) {
      return same(telemetryPassword, password);
    }
    return gateway(user).filter(address -> gateways.test(address, password)).isPresent();
  }

  /** Nobody takes another's session: ids that tell whose they are, are theirs. */
  @Override
  public boolean mayUse(String user, String clientId) {
    if (user.equals(TELEMETRY) || clientId.startsWith(PLATFORM)) {
      return user.equals(TELEMETRY) && clientId.startsWith(PLATFORM);
    }
    Matcher named = NAMED.matcher(clientId);
    return !named.matches() || named.group(1).equals(user);
  }

  /**
   * Below its own prefix a gateway may publish anything, of any version of the protocol: what
   * telemetry does not know it rejects, and keeps.
   */
  @Override
  public boolean mayPublish(String user, String topic) {
    if (user.equals(TELEMETRY)) {
      return COMMANDS.matcher(topic).matches() || EdgeNodeTopics.ofHost(topic);
    }
    Matcher owner = OWNED.matcher(topic);
    boolean own = owner.matches() && user.equals(owner.group(1) + "." + owner.group(2));
    return own || gateway(user).filter(node -> EdgeNodeTopics.mayPublish(node, topic)).isPresent();
  }

  @Override
  public boolean maySubscribe(String user, String topicFilter) {
    return user.equals(TELEMETRY)
        || gateway(user).filter(own -> maySubscribe(own, topicFilter)).isPresent();
  }

  private static boolean maySubscribe(GatewayAddress own, String topicFilter) {
    return topicFilter.equals(Topics.commands(own))
        || EdgeNodeTopics.maySubscribe(own, topicFilter);
  }

  @Override
  public String toString() {
    return "StackAccess";
  }

  private static Optional<GatewayAddress> gateway(String user) {
    try {
      return Optional.of(GatewayAddress.parse(user));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  private static boolean same(String one, String other) {
    return MessageDigest.isEqual(
        one.getBytes(StandardCharsets.UTF_8), other.getBytes(StandardCharsets.UTF_8));
  }
}
