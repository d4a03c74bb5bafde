package io.fallow.sim.mosquitto;

import java.nio.file.Path;
import java.util.Optional;

/**
 * Makes the listener speak TLS.
 *
 * @param certificate PEM file of the server's certificate and those that signed it
 * @param key PEM file of its private key
 * @param clients PEM file of those who sign clients' certificates; absent: clients need none
 */
public record MosquittoTls(Path certificate, Path key, Optional<Path> clients) {

  public MosquittoTls {
    certificate = certificate.toAbsolutePath();
    key = key.toAbsolutePath();
    clients = clients.map(Path::toAbsolutePath);
  }

  /** Takes clients without a certificate. */
  public MosquittoTls(Path certificate, Path key) {
    this(certificate, key, Optional.empty());
  }

  /** The same, taking only clients whose certificate one of these has signed. */
  public MosquittoTls requiring(Path authority) {
    return new MosquittoTls(certificate, key, Optional.of(authority));
  }
}
