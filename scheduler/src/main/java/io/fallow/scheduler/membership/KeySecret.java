package io.fallow.scheduler.membership;

import io.fallow.telemetry.secret.Secret;

/** The text that a program shows: a prefix by which scanners know it, and a secret. */
public final class KeySecret {

  /** How each begins. */
  public static final String PREFIX = "fallow_";

  private KeySecret() {}

  static String fresh() {
    return PREFIX + Secret.random();
  }

  /** Whether a text has the form of one. */
  public static boolean isLike(String text) {
    return text.startsWith(PREFIX) && text.length() == PREFIX.length() + Secret.LENGTH;
  }
}
