package io.fallow.telemetry.registry;

import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Base64;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.PBEKeySpec;

/**
 * Salted PBKDF2 hashes of passwords, in the text form {@code kind$iterations$salt$key}.
 *
 * <p>A password that a person may have chosen is hashed slowly, by {@code pbkdf2-sha256}. A secret
 * that was {@linkplain #ofGenerated generated} with 256 random bits can't be guessed however fast
 * one tries, so a slow hash would only slow down its gateway's connections, and the broker that
 * asks; it is hashed by {@code pbkdf2-sha512} as Mosquitto's dynamic security does it, so that a
 * list for such a broker can be written from the database without knowing any password.
 */
public final class PasswordHash {

  private enum Kind {
    SLOW("pbkdf2-sha256", "PBKDF2WithHmacSHA256", 100_000, 16, 256),
    FAST("pbkdf2-sha512", "PBKDF2WithHmacSHA512", 101, 12, 512);

    private final String text;
    private final String function;
    private final int iterations;
    private final int saltBytes;
    private final int keyBits;

    Kind(String text, String function, int iterations, int saltBytes, int keyBits) {
      this.text = text;
      this.function = function;
      this.iterations = iterations;
      this.saltBytes = saltBytes;
      this.keyBits = keyBits;
    }
  }

  private static final SecureRandom RANDOM = new SecureRandom();

  private final Kind kind;
  private final int iterations;
  private final byte[] salt;
  private final byte[] key;

  private PasswordHash(Kind kind, int iterations, byte[] salt, byte[] key) {
    this.kind = kind;
    this.iterations = iterations;
    this.salt = salt;
    this.key = key;
  }

  /** Of a password that a person may have chosen; takes some 50 ms. */
  public static PasswordHash of(String password) {
    return of(Kind.SLOW, password);
  }

  /** Of a secret with 256 random bits; takes less than a millisecond. */
  public static PasswordHash ofGenerated(String secret) {
    return of(Kind.FAST, secret);
  }

  private static PasswordHash of(Kind kind, String password) {
    byte[] salt = new byte[kind.saltBytes];
    RANDOM.nextBytes(salt);
    return new PasswordHash(
        kind, kind.iterations, salt, derive(kind, password, salt, kind.iterations));
  }

  /**
   * Reads the text form.
   *
   * @throws IllegalArgumentException for any other text
   */
  public static PasswordHash parse(String text) {
    String[] parts = text.split("\\$", -1);
    for (Kind kind : Kind.values()) {
      if (parts.length == 4 && kind.text.equals(parts[0])) {
        Base64.Decoder base64 = Base64.getDecoder();
        return new PasswordHash(
            kind, Integer.parseInt(parts[1]), base64.decode(parts[2]), base64.decode(parts[3]));
      }
    }
    throw new IllegalArgumentException("not the hash of a password");
  }

  /**
   * Whether a password is the one that was hashed; takes as long for a wrong as for a right one.
   */
  public boolean matches(String password) {
    return MessageDigest.isEqual(key, derive(kind, password, salt, iterations));
  }

  private static byte[] derive(Kind kind, String password, byte[] salt, int iterations) {
    PBEKeySpec spec = new PBEKeySpec(password.toCharArray(), salt, iterations, kind.keyBits);
    try {
      return SecretKeyFactory.getInstance(kind.function).generateSecret(spec).getEncoded();
    } catch (GeneralSecurityException impossible) {
      throw new IllegalStateException("every JDK has " + kind.function, impossible);
    } finally {
      spec.clearPassword();
    }
  }

  /** Whether it is of a generated secret. */
  public boolean isOfGenerated() {
    return kind == Kind.FAST;
  }

  /** How often the function was applied. */
  public int iterations() {
    return iterations;
  }

  /** The salt in base64. */
  public String salt() {
    return Base64.getEncoder().encodeToString(salt);
  }

  /** What came out, in base64. */
  public String key() {
    return Base64.getEncoder().encodeToString(key);
  }

  /** The text form. */
  public String text() {
    Base64.Encoder base64 = Base64.getEncoder().withoutPadding();
    return String.join(
        "$",
        kind.text,
        Integer.toString(iterations),
        base64.encodeToString(salt),
        base64.encodeToString(key));
  }

  /** Without what it holds. */
  @Override
  public String toString() {
    return "PasswordHash[" + kind + "]";
  }
}
