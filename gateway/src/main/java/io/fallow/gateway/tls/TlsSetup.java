package io.fallow.gateway.tls;

import java.io.IOException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.util.List;
import javax.net.ssl.KeyManager;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocketFactory;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;

/** Makes sockets of what TLS files say; they are read anew for each connection. */
public final class TlsSetup {

  private TlsSetup() {}

  /**
   * The factory for one connection.
   *
   * @throws TlsException when a file can't be read as what it should be
   */
  public static SSLSocketFactory factory(TlsFiles tls) throws TlsException {
    try {
      if (tls.equals(TlsFiles.USUAL)) {
        return SSLContext.getDefault().getSocketFactory();
      }
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(keys(tls), trust(tls), null);
      return context.getSocketFactory();
    } catch (GeneralSecurityException | IOException e) {
      throw new TlsException("TLS cannot be set up: " + e.getMessage(), e);
    }
  }

  private static TrustManager[] trust(TlsFiles tls)
      throws GeneralSecurityException, IOException, TlsException {
    TrustManagerFactory factory =
        TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    KeyStore store = null; // Java's own
    if (tls.authority().isPresent()) {
      store = empty();
      List<X509Certificate> authorities = Pem.certificates(tls.authority().get());
      for (int i = 0; i < authorities.size(); i++) {
        store.setCertificateEntry("authority-" + i, authorities.get(i));
      }
    }
    factory.init(store);
    return factory.getTrustManagers();
  }

  private static KeyManager[] keys(TlsFiles tls)
      throws GeneralSecurityException, IOException, TlsException {
    KeyManagerFactory factory =
        KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    KeyStore store = empty();
    char[] none = new char[0];
    if (tls.identity().isPresent()) {
      Path certificate = tls.identity().get().certificate();
      Path file = tls.identity().get().key();
      X509Certificate[] chain = Pem.certificates(certificate).toArray(new X509Certificate[0]);
      PrivateKey key = Pem.privateKey(file);
      if (!key.getAlgorithm().equals(chain[0].getPublicKey().getAlgorithm())) {
        throw new TlsException(file + " is not the key of " + certificate);
      }
      store.setKeyEntry("gateway", key, none, chain);
    }
    factory.init(store, none);
    return factory.getKeyManagers();
  }

  private static KeyStore empty() throws GeneralSecurityException, IOException {
    KeyStore store = KeyStore.getInstance("PKCS12");
    store.load(null, null);
    return store;
  }
}
