package io.fallow.gateway.tls;

import java.nio.file.Path;
import java.util.Optional;

/**
 * Whom a gateway trusts to be its broker, and how it shows who it is itself. The broker's name is
 * checked in any case.
 *
 * @param authority PEM file of the certificates that sign brokers; absent: those that this Java
 *     trusts
 * @param identity absent: the broker knows the gateway by its password alone
 */
public record TlsFiles(Optional<Path> authority, Optional<Identity> identity) {

  /** Those that this Java trusts, and no certificate of its own. */
  public static final TlsFiles USUAL = new TlsFiles(Optional.empty(), Optional.empty());

  /**
   * A gateway's own certificate.
   *
   * @param certificate PEM file, with those that signed it behind it
   * @param key PEM file of its private key, PKCS#8 and not encrypted
   */
  public record Identity(Path certificate, Path key) {}

  /** The same with authorities of its own. */
  public TlsFiles trusting(Path file) {
    return new TlsFiles(Optional.of(file), identity);
  }

  /** The same with a certificate of its own. */
  public TlsFiles showing(Identity own) {
    return new TlsFiles(authority, Optional.of(own));
  }
}
