package io.fallow.telemetry.enrolment;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.Base64;

/** Draws secrets of 256 bits: nobody guesses one, so no slow hash has to keep anybody from it. */
final class Secrets {

  private static final int BYTES = 32;
  private static final String TOKEN = "fge_";
  private static final SecureRandom RANDOM = new SecureRandom();

  private Secrets() {}

  /** A password: 43 letters, digits, dashes and underscores. */
  static String password() {
    byte[] bytes = new byte[BYTES];
    RANDOM.nextBytes(bytes);
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }

  /** An enrolment token; its beginning lets scanners of source code find a leaked one. */
  static String token() {
    return TOKEN + password();
  }

  /** What is kept of a token. Without salt, so that it can be found by it. */
  static byte[] hash(String token) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(token.getBytes(StandardCharsets.UTF_8));
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException("every JDK has SHA-256", impossible);
    }
  }
}
