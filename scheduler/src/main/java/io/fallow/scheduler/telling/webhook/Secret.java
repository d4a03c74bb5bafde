package io.fallow.scheduler.telling.webhook;

import java.security.SecureRandom;
import java.util.Base64;

/**
 * The key that a webhook's messages are signed with, as its receiver gets it: {@code whsec_} and 32
 * random bytes in base64.
 */
public record Secret(String text) {

  private static final String PREFIX = "whsec_";
  private static final int BYTES = 32;
  private static final SecureRandom RANDOM = new SecureRandom();

  /** A new one. */
  public static Secret random() {
    byte[] key = new byte[BYTES];
    RANDOM.nextBytes(key);
    return new Secret(PREFIX + Base64.getEncoder().encodeToString(key));
  }

  @Override
  public String toString() {
    return PREFIX + "…";
  }
}
