package io.fallow.gateway.source.mqtt;

import io.fallow.gateway.source.SourceException;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocketFactory;
import javax.net.ssl.TrustManagerFactory;

/** Whom a connection over TLS trusts. */
final class Trust {

  private Trust() {}

  /**
   * Sockets that trust the certificates of a file alone. It is read at each connection: a broker's
   * new certificate needs no restart.
   *
   * @param file one certificate or more, PEM
   */
  static SSLSocketFactory of(Path file) throws SourceException {
    try (InputStream in = new BufferedInputStream(Files.newInputStream(file))) {
      KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
      store.load(null, null);
      for (Certificate each : CertificateFactory.getInstance("X.509").generateCertificates(in)) {
        store.setCertificateEntry("ca-" + store.size(), each);
      }
      if (store.size() == 0) {
        throw new SourceException(file + " holds no certificate");
      }
      TrustManagerFactory trust =
          TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
      trust.init(store);
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(null, trust.getTrustManagers(), null);
      return context.getSocketFactory();
    } catch (IOException | GeneralSecurityException e) {
      throw new SourceException(
          file + " cannot be read as certificates in PEM: " + e.getMessage(), e);
    }
  }
}
