package io.fallow.gateway.source.mqtt;

import java.net.URI;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Where a site's broker is, and as whom to sign in.
 *
 * @param authority certificates to trust, PEM; empty: those of this Java
 */
record LocalBroker(
    URI url, Optional<String> user, Optional<String> password, Optional<Path> authority) {

  /** Without the password. */
  @Override
  public String toString() {
    return "LocalBroker[" + url + "]";
  }
}
