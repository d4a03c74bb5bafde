package io.fallow.gateway.uplink;

import io.fallow.gateway.tls.TlsFiles;
import io.fallow.gateway.wire.GatewayAddress;
import java.net.URI;
import java.time.Duration;
import java.util.Set;

/**
 * Where and as whom a gateway publishes.
 *
 * @param broker {@code tcp://host:port} or {@code ssl://host:port}
 * @param address names the topics
 * @param user as whom it signs in: each credential of a gateway has a user name of its own, {@code
 *     organisation.gateway} the first, {@code organisation.gateway.2} the one that it was rotated
 *     to
 * @param window the most messages that are sent and not yet acknowledged; the broker may ask for
 *     fewer
 * @param patience how long the broker may take to answer before the connection counts as dead
 * @param shortestPause before the second attempt to connect; it doubles from attempt to attempt
 * @param longestPause between attempts to connect
 * @param until who must have a message before the queue gives it up
 * @param tls for a broker at {@code ssl://}
 */
public record UplinkConfig(
    URI broker,
    GatewayAddress address,
    String user,
    String password,
    int window,
    Duration patience,
    Duration shortestPause,
    Duration longestPause,
    Until until,
    TlsFiles tls) {

  /** Who must have a message before the queue gives it up. */
  public enum Until {
    /**
     * The broker has acknowledged it. Enough where the broker itself loses nothing: one that writes
     * each message to its disk before it acknowledges.
     */
    BROKER,
    /**
     * The platform has said that it is in the database. Then a broker may lose what it has
     * acknowledged: it is sent again.
     */
    PLATFORM
  }

  /** Checks the broker's address and the ranges. */
  public UplinkConfig {
    if (!Set.of("tcp", "ssl").contains(String.valueOf(broker.getScheme()))
        || broker.getHost() == null
        || !String.valueOf(broker.getPath()).isEmpty()) {
      throw new IllegalArgumentException(
          "a broker's address is tcp://host:port or ssl://host:port, not " + broker);
    }
    if (user.isBlank()) {
      throw new IllegalArgumentException("a user has a name");
    }
    if (window < 1 || window > 65_535) {
      throw new IllegalArgumentException("a window is of 1 to 65535 messages");
    }
    if (patience.toMillis() < 1 || shortestPause.isNegative() || longestPause.isNegative()) {
      throw new IllegalArgumentException("patience and pauses are not negative");
    }
  }

  /**
   * As the user of the gateway's address; a window of 64 messages, patience of 30 s, pauses from
   * half a second to 30 s, until the broker has them.
   */
  public static UplinkConfig of(URI broker, GatewayAddress address, String password) {
    return new UplinkConfig(
        broker,
        address,
        address.toString(),
        password,
        64,
        Duration.ofSeconds(30),
        Duration.ofMillis(500),
        Duration.ofSeconds(30),
        Until.BROKER,
        TlsFiles.USUAL);
  }

  /** The same until someone else has the messages. */
  public UplinkConfig until(Until other) {
    return new UplinkConfig(
        broker, address, user, password, window, patience, shortestPause, longestPause, other, tls);
  }

  /** The same under another user name. */
  public UplinkConfig as(String other) {
    return new UplinkConfig(
        broker,
        address,
        other,
        password,
        window,
        patience,
        shortestPause,
        longestPause,
        until,
        tls);
  }

  /** The same with other ways to trust. */
  public UplinkConfig with(TlsFiles other) {
    return new UplinkConfig(
        broker,
        address,
        user,
        password,
        window,
        patience,
        shortestPause,
        longestPause,
        until,
        other);
  }

  /** Without the password. */
  @Override
  public String toString() {
    return "UplinkConfig["
        + broker
        + " for "
        + address
        + " as "
        + user
        + ", window "
        + window
        + "]";
  }
}
