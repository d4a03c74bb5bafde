package io.fallow.scheduler.api.auth;

import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.interfaces.ECPrivateKey;
import java.security.interfaces.ECPublicKey;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.X509EncodedKeySpec;
import java.util.Base64;

/** Elliptic-curve keys on P-256, in PEM. */
final class EcKeys {

  private static final int P256_BITS = 256;
  private static final Base64.Encoder LINES = Base64.getMimeEncoder(64, new byte[] {'\n'});

  private EcKeys() {}

  static KeyPair generate() {
    try {
      KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
      generator.initialize(new ECGenParameterSpec("secp256r1"));
      return generator.generateKeyPair();
    } catch (GeneralSecurityException missing) {
      throw new IllegalStateException("this Java has no P-256", missing);
    }
  }

  static ECPublicKey publicKey(String pem) {
    try {
      byte[] encoded = body(pem, "PUBLIC KEY");
      ECPublicKey key =
          (ECPublicKey)
              KeyFactory.getInstance("EC").generatePublic(new X509EncodedKeySpec(encoded));
      if (key.getParams().getOrder().bitLength() != P256_BITS) {
        throw new IllegalArgumentException("the key is not on P-256");
      }
      return key;
    } catch (GeneralSecurityException fault) {
      throw new IllegalArgumentException("not a public key on P-256 in PEM", fault);
    }
  }

  static ECPrivateKey privateKey(String pem) {
    try {
      byte[] encoded = body(pem, "PRIVATE KEY");
      return (ECPrivateKey)
          KeyFactory.getInstance("EC").generatePrivate(new PKCS8EncodedKeySpec(encoded));
    } catch (GeneralSecurityException fault) {
      throw new IllegalArgumentException("not a private key on P-256 in PEM", fault);
    }
  }

  static String pem(String what, byte[] encoded) {
    return "-----BEGIN %s-----%n%s%n-----END %s-----%n"
        .formatted(what, LINES.encodeToString(encoded), what)
        .replace("\r\n", "\n");
  }

  private static byte[] body(String pem, String what) {
    String begin = "-----BEGIN " + what + "-----";
    int from = pem.indexOf(begin);
    int to = pem.indexOf("-----END " + what + "-----", Math.max(from, 0));
    if (from < 0 || to < 0) {
      throw new IllegalArgumentException("no " + begin + " found");
    }
    return Base64.getMimeDecoder().decode(pem.substring(from + begin.length(), to));
  }
}
