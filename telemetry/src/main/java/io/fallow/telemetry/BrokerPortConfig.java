package io.fallow.telemetry;

import java.util.Optional;

/**
 * Where a broker such as EMQX asks about gateways: {@code FALLOW_BROKER_HTTP_PORT} (none: nothing
 * is opened; 0 takes a free one), {@code FALLOW_BROKER_HTTP_BIND} (127.0.0.1), {@code
 * FALLOW_BROKER_HTTP_SECRET} (of at least 16 characters), which the broker sends along.
 */
public record BrokerPortConfig(String host, int port, String secret) {

  private static final int SHORTEST_SECRET = 16;

  /** Reads them. Of use only when {@link Environment#orThrow} finds nothing wrong. */
  static Optional<BrokerPortConfig> read(Environment env) {
    if (!env.isSet("FALLOW_BROKER_HTTP_PORT")) {
      return Optional.empty();
    }
    int port = env.number("FALLOW_BROKER_HTTP_PORT", 0, 0, 65_535);
    String host = env.parsed("FALLOW_BROKER_HTTP_BIND", OpsConfig::ours).orElse("127.0.0.1");
    String secret = env.required("FALLOW_BROKER_HTTP_SECRET");
    if (!secret.isEmpty() && secret.length() < SHORTEST_SECRET) {
      env.fault("FALLOW_BROKER_HTTP_SECRET must have at least " + SHORTEST_SECRET + " characters");
    }
    return Optional.of(new BrokerPortConfig(host, port, secret));
  }

  /** Without the secret. */
  @Override
  public String toString() {
    return "BrokerPortConfig[" + host + ":" + port + "]";
  }
}
