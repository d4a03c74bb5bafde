package io.fallow.telemetry.ingest;

import java.net.URI;
import javax.net.SocketFactory;

/** How sockets to a broker are made, and in which words it is said that there is none. */
public final class BrokerSockets {

  private BrokerSockets() {}

  /**
   * Sockets for a broker's address, which send small packets at once. Over TLS ({@code ssl://}) the
   * broker must have a certificate for the name in its address, from somebody whom the Java runtime
   * trusts: whoever is in its own list, or in the one that {@code javax.net.ssl.trustStore} names.
   */
  public static SocketFactory to(URI broker) {
    return broker.getScheme().equals("ssl") ? NoDelayTls.usual() : new NoDelaySockets();
  }

  /** Why an attempt failed, for people: Paho has the cause behind a message that says little. */
  public static String reason(Throwable failure) {
    Throwable cause = failure.getCause();
    return failure.getMessage() + (cause == null ? "" : " (" + cause.getMessage() + ")");
  }
}
