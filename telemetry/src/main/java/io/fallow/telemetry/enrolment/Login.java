package io.fallow.telemetry.enrolment;

import io.fallow.gateway.wire.GatewayAddress;
import io.fallow.gateway.wire.Topics;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Under which name one credential of a gateway signs in at a broker. Each has a name of its own:
 * brokers keep one password a name, and while a credential is replaced two must be valid.
 *
 * @param serial counts a gateway's credentials from 1 on; none is given twice
 */
public record Login(GatewayAddress gateway, int serial) {

  private static final Pattern USER =
      Pattern.compile("(" + Topics.CODE + ")\\.(" + Topics.CODE + ")(?:\\.([1-9][0-9]{0,8}))?");

  /** Checks the serial. */
  public Login {
    if (serial < 1) {
      throw new IllegalArgumentException("credentials are counted from 1 on");
    }
  }

  /** Reads a user name; empty for one that no gateway has. */
  public static Optional<Login> of(String user) {
    Matcher parts = USER.matcher(user);
    if (!parts.matches() || "1".equals(parts.group(3))) {
      return Optional.empty();
    }
    GatewayAddress gateway = new GatewayAddress(parts.group(1), parts.group(2));
    return Optional.of(
        new Login(gateway, parts.group(3) == null ? 1 : Integer.parseInt(parts.group(3))));
  }

  /**
   * The user name: {@code organisation.gateway}, and from the second credential on {@code
   * organisation.gateway.serial}. Also the common name of its certificate, if it has one.
   */
  public String user() {
    return serial == 1 ? gateway.toString() : gateway + "." + serial;
  }

  @Override
  public String toString() {
    return user();
  }
}
