package io.fallow.gateway.source.modbus;

import java.math.BigInteger;
import java.nio.ByteBuffer;

/** What a register, or several in a row, hold. */
enum NumberForm {
  INT16(1),
  UINT16(1),
  INT32(2),
  UINT32(2),
  INT64(4),
  UINT64(4),
  FLOAT32(2),
  FLOAT64(4);

  private final int words;

  NumberForm(int words) {
    this.words = words;
  }

  /** How many registers of 16 bits. */
  int words() {
    return words;
  }

  /**
   * The number.
   *
   * @param bytes the most significant first, two for each register
   */
  double of(byte[] bytes) {
    ByteBuffer buffer = ByteBuffer.wrap(bytes);
    return switch (this) {
      case INT16 -> buffer.getShort();
      case UINT16 -> Short.toUnsignedInt(buffer.getShort());
      case INT32 -> buffer.getInt();
      case UINT32 -> Integer.toUnsignedLong(buffer.getInt());
      case INT64 -> buffer.getLong();
      case UINT64 -> new BigInteger(1, bytes).doubleValue();
      case FLOAT32 -> buffer.getFloat();
      case FLOAT64 -> buffer.getDouble();
    };
  }
}
