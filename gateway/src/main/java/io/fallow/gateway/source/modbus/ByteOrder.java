package io.fallow.gateway.source.modbus;

/**
 * In which order a device sends the bytes of a number that takes several registers; A is the most
 * significant of the first four. The protocol fixes the order within a register alone, and devices
 * differ even there.
 */
enum ByteOrder {
  /** As the protocol would have it. */
  ABCD(false, false),
  /** The least significant register first. */
  CDAB(true, false),
  /** The bytes within each register swapped. */
  BADC(false, true),
  /** Both. */
  DCBA(true, true);

  private final boolean wordsReversed;
  private final boolean bytesSwapped;

  ByteOrder(boolean wordsReversed, boolean bytesSwapped) {
    this.wordsReversed = wordsReversed;
    this.bytesSwapped = bytesSwapped;
  }

  /** The bytes of some registers, the most significant first. */
  byte[] ordered(int[] words) {
    byte[] bytes = new byte[2 * words.length];
    for (int i = 0; i < words.length; i++) {
      int word = words[wordsReversed ? words.length - 1 - i : i];
      byte high = (byte) (word >> 8);
      byte low = (byte) word;
      bytes[2 * i] = bytesSwapped ? low : high;
      bytes[2 * i + 1] = bytesSwapped ? high : low;
    }
    return bytes;
  }
}
