package io.fallow.sim.mosquitto;

import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Base64;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.PBEKeySpec;

/** Lines of Mosquitto's password file, as its {@code mosquitto_passwd} writes them: version 7. */
final class MosquittoPasswords {
  private static final int ROUNDS = 101;
  private static final int SALT_BYTES = 12;
  private static final int HASH_BITS = 512;

  private MosquittoPasswords() {}

  static String line(MosquittoUser user) {
    byte[] salt = new byte[SALT_BYTES];
    new SecureRandom().nextBytes(salt);
    Base64.Encoder base64 = Base64.getEncoder();
    return "%s:$7$%d$%s$%s"
        .formatted(
            user.name(),
            ROUNDS,
            base64.encodeToString(salt),
            base64.encodeToString(hash(user.password(), salt)));
  }

  private static byte[] hash(String password, byte[] salt) {
    try {
      return SecretKeyFactory.getInstance("PBKDF2WithHmacSHA512")
          .generateSecret(new PBEKeySpec(password.toCharArray(), salt, ROUNDS, HASH_BITS))
          .getEncoded();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }
}
