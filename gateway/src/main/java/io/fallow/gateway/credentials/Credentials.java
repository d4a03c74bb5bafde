package io.fallow.gateway.credentials;

import io.fallow.gateway.wire.GatewayAddress;
import java.net.URI;
import java.util.List;

/**
 * As whom a gateway signs in, and where.
 *
 * @param user the broker's user name: each credential has its own
 * @param brokers the addresses that enrolment told, the first to be tried first; may be none
 * @param platform where the gateway was enrolled
 */
public record Credentials(
    GatewayAddress gateway, String user, String password, List<URI> brokers, URI platform) {

  /** Keeps the list. */
  public Credentials {
    brokers = List.copyOf(brokers);
  }

  /** Without the password. */
  @Override
  public String toString() {
    return "Credentials[" + gateway + " as " + user + " at " + brokers + "]";
  }
}
