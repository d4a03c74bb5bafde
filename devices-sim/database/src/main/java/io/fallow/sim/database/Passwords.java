package io.fallow.sim.database;

import java.security.SecureRandom;
import java.util.HexFormat;

/** Makes passwords that nobody has to type. */
final class Passwords {
  private Passwords() {}

  static String generate() {
    byte[] bytes = new byte[24];
    new SecureRandom().nextBytes(bytes);
    return HexFormat.of().formatHex(bytes);
  }
}
