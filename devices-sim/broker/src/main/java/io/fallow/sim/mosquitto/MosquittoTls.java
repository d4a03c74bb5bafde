package io.fallow.sim.mosquitto;

import java.nio.file.Path;

/**
 * Makes the listener speak TLS.
 *
 * @param certificate PEM file of the server's certificate and those that signed it
 * @param key PEM file of its private key
 */
public record MosquittoTls(Path certificate, Path key) {

  public MosquittoTls {
    certificate = certificate.toAbsolutePath();
    key = key.toAbsolutePath();
  }
}
