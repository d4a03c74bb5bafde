package io.fallow.scheduler.audit;

import java.util.HexFormat;

/**
 * 32 bytes that stand for others: a digest, or a code under a key.
 *
 * @param hex 64 digits in lower case
 */
public record Code(String hex) {

  private static final HexFormat HEX = HexFormat.of();
  private static final int BYTES = 32;

  /** What a chain's first number has before it. */
  static final Code NONE = of(new byte[BYTES]);

  /** Checks the form. */
  public Code {
    if (!hex.matches("[0-9a-f]{64}")) {
      throw new IllegalArgumentException("must be 64 hexadecimal digits");
    }
  }

  static Code of(byte[] bytes) {
    return new Code(HEX.formatHex(bytes));
  }

  byte[] bytes() {
    return HEX.parseHex(hex);
  }

  @Override
  public String toString() {
    return hex;
  }
}
