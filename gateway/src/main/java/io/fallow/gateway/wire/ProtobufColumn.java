package io.fallow.gateway.wire;

/** The values of one kind, and which of the readings have one. */
final class ProtobufColumn {

  private final ProtobufCursor values;
  private final ProtobufCursor mask; // null: all of them, or none
  private final boolean all;

  private ProtobufColumn(ProtobufCursor values, ProtobufCursor mask, boolean all) {
    this.values = values;
    this.mask = mask;
    this.all = all;
  }

  /**
   * Checks that they fit together.
   *
   * @param found how many values there are
   * @param mask null if there is none
   * @param count of all readings
   */
  static ProtobufColumn of(
      String name, ProtobufCursor values, int found, ProtobufCursor mask, int count)
      throws WireFormatException {
    if (mask == null) {
      if (found != 0 && found != count) {
        throw values.unparsable(count + " readings have " + found + " values of " + name);
      }
      return new ProtobufColumn(values, null, found > 0);
    }
    if (mask.length() != (count + 7) / 8 || mask.hasBitBehind(count)) {
      throw mask.unparsable("the mask of " + name + " is not of " + count + " readings");
    }
    if (mask.countBits() != found) {
      throw mask.unparsable(
          "the mask of " + name + " has " + mask.countBits() + " bits, for " + found + " values");
    }
    return new ProtobufColumn(values, mask, false);
  }

  boolean has(int reading) {
    return mask == null ? all : mask.bit(reading);
  }

  ProtobufCursor values() {
    return values;
  }
}
