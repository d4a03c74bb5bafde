package io.fallow.gateway.config;

import io.fallow.gateway.settings.Settings;
import java.net.URI;
import java.nio.file.Path;
import java.util.Optional;

/**
 * How the broker is reached.
 *
 * @param url empty: as enrolment said
 * @param authority certificates to trust, PEM; empty: those of this Java
 * @param certificate the gateway's own, PEM; with {@code key}
 */
public record BrokerSettings(
    Optional<URI> url, Optional<Path> authority, Optional<Path> certificate, Optional<Path> key) {

  static BrokerSettings of(Settings settings) {
    return new BrokerSettings(
        settings.optionalText("url").map(URI::create),
        settings.optionalPath("ca"),
        settings.optionalPath("certificate"),
        settings.optionalPath("key"));
  }
}
