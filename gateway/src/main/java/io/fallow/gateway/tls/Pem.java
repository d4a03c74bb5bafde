package io.fallow.gateway.tls;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.InvalidKeySpecException;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads certificates and keys as they lie in files; says of others what is wrong with them. */
final class Pem {

  private static final Pattern KEY =
      Pattern.compile("-----BEGIN ([A-Z ]*)PRIVATE KEY-----([^-]*)-----END", Pattern.DOTALL);

  private static final List<String> ALGORITHMS = List.of("EC", "RSA", "EdDSA");

  private Pem() {}

  /** All certificates of a file, at least one. */
  static List<X509Certificate> certificates(Path file) throws TlsException {
    try (InputStream in = Files.newInputStream(file)) {
      List<X509Certificate> found =
          CertificateFactory.getInstance("X.509").generateCertificates(in).stream()
              .map(X509Certificate.class::cast)
              .toList();
      if (found.isEmpty()) {
        throw new TlsException(file + " holds no certificate");
      }
      return found;
    } catch (IOException e) {
      throw new TlsException(file + " cannot be read: " + e, e);
    } catch (CertificateException e) {
      throw new TlsException(file + " holds no certificates in PEM: " + e.getMessage(), e);
    }
  }

  /** The private key of a file. */
  static PrivateKey privateKey(Path file) throws TlsException {
    Matcher found = KEY.matcher(text(file));
    if (!found.find()) {
      throw new TlsException(file + " holds no private key in PEM");
    }
    if (!found.group(1).isEmpty()) {
      throw new TlsException(
          file
              + " holds a key in another form; this makes a file that can be read of it:"
              + " openssl pkcs8 -topk8 -nodes -in "
              + file
              + " -out gateway.key");
    }
    try {
      return key(file, Base64.getMimeDecoder().decode(found.group(2)));
    } catch (IllegalArgumentException e) {
      throw new TlsException(file + " is damaged: " + e.getMessage(), e);
    }
  }

  private static String text(Path file) throws TlsException {
    try {
      return Files.readString(file, ISO_8859_1);
    } catch (IOException e) {
      throw new TlsException(file + " cannot be read: " + e, e);
    }
  }

  private static PrivateKey key(Path file, byte[] encoded) throws TlsException {
    for (String algorithm : ALGORITHMS) {
      Optional<PrivateKey> key = key(file, encoded, algorithm);
      if (key.isPresent()) {
        return key.get();
      }
    }
    throw new TlsException(file + " holds no key of RSA, EC or Ed25519");
  }

  /** Empty if it is of another kind. */
  private static Optional<PrivateKey> key(Path file, byte[] encoded, String algorithm)
      throws TlsException {
    try {
      PKCS8EncodedKeySpec spec = new PKCS8EncodedKeySpec(encoded);
      return Optional.of(KeyFactory.getInstance(algorithm).generatePrivate(spec));
    } catch (InvalidKeySpecException e) {
      return Optional.empty();
    } catch (GeneralSecurityException e) {
      throw new TlsException(file + " cannot be used: " + e.getMessage(), e);
    }
  }
}
