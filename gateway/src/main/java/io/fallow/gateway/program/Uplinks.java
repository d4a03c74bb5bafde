package io.fallow.gateway.program;

import io.fallow.gateway.config.BrokerSettings;
import io.fallow.gateway.config.GatewayConfig;
import io.fallow.gateway.credentials.Credentials;
import io.fallow.gateway.tls.TlsFiles;
import io.fallow.gateway.uplink.UplinkConfig;
import io.fallow.gateway.uplink.UplinkConfig.Until;
import java.net.URI;
import java.util.Optional;

/** Where and as whom a gateway publishes, by its file and its credentials. */
public final class Uplinks {

  private Uplinks() {}

  /**
   * The file's broker, or else the first that enrolment told.
   *
   * @throws IllegalArgumentException if neither names one
   */
  public static UplinkConfig of(GatewayConfig config, Credentials credentials) {
    URI broker =
        config
            .broker()
            .url()
            .or(() -> credentials.brokers().stream().findFirst())
            .orElseThrow(
                () ->
                    new IllegalArgumentException(
                        "no broker: enrolment told none; write broker.url into the file"));
    return UplinkConfig.of(broker, credentials.gateway(), credentials.password())
        .as(credentials.user())
        .until(Until.PLATFORM)
        .with(tls(config.broker()));
  }

  private static TlsFiles tls(BrokerSettings broker) {
    Optional<TlsFiles.Identity> identity =
        broker
            .certificate()
            .flatMap(file -> broker.key().map(key -> new TlsFiles.Identity(file, key)));
    return new TlsFiles(broker.authority(), identity);
  }
}
