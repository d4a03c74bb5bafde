package io.fallow.sim.machine;

import java.security.SecureRandom;
import java.util.HexFormat;

/** Makes passwords that nobody has to type. */
public final class Passwords {
  private Passwords() {}

  public static String generate() {
    byte[] bytes = new byte[24];
    new SecureRandom().nextBytes(bytes);
    return HexFormat.of().formatHex(bytes);
  }
}
