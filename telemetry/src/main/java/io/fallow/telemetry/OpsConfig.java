package io.fallow.telemetry;

import java.io.IOException;
import java.net.InetAddress;
import java.net.NetworkInterface;

/**
 * Where operators ask a headless process how it is: {@code FALLOW_OPS_BIND} (127.0.0.1) and {@code
 * FALLOW_OPS_PORT} (8081; 0 takes a free one). Who reaches the port may ask; it tells no reading.
 *
 * @param host address to listen on
 * @param port to listen on; 0 takes any free one
 */
public record OpsConfig(String host, int port) {

  /** Checks the range. */
  public OpsConfig {
    if (port < 0 || port > 65_535) {
      throw new IllegalArgumentException("a port is 0 to 65535");
    }
  }

  /** Reads them. Of use only when {@link Environment#orThrow} finds nothing wrong. */
  static OpsConfig read(Environment env) {
    String host = env.parsed("FALLOW_OPS_BIND", OpsConfig::ours).orElse("127.0.0.1");
    return new OpsConfig(host, env.number("FALLOW_OPS_PORT", 8081, 0, 65_535));
  }

  static String ours(String text) {
    String rule = "must be an address of this machine";
    try {
      InetAddress address = InetAddress.getByName(text);
      if (address.isAnyLocalAddress()
          || address.isLoopbackAddress()
          || NetworkInterface.getByInetAddress(address) != null) {
        return text;
      }
    } catch (IOException unknown) {
      throw new IllegalArgumentException(rule, unknown);
    }
    throw new IllegalArgumentException(rule);
  }
}
