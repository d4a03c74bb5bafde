package io.fallow.gateway.wire;

import java.util.Arrays;

/** Bytes as Protocol Buffers write them. */
final class ProtobufOutput {

  private static final int LONGEST_VARINT = 10;

  private byte[] bytes;
  private int size;

  ProtobufOutput(int expectedSize) {
    bytes = new byte[Math.max(16, expectedSize)];
  }

  int size() {
    return size;
  }

  void varint(long value) {
    room(LONGEST_VARINT);
    long left = value;
    while ((left & ~0x7FL) != 0) {
      bytes[size++] = (byte) (left | 0x80);
      left >>>= 7;
    }
    bytes[size++] = (byte) left;
  }

  /** In which small numbers of either sign are short. */
  void zigzag(long value) {
    varint(value << 1 ^ value >> 63);
  }

  void fixed32(float value) {
    room(Float.BYTES);
    int bits = Float.floatToIntBits(value);
    for (int shift = 0; shift < Integer.SIZE; shift += 8) {
      bytes[size++] = (byte) (bits >>> shift);
    }
  }

  void bytes(byte[] from, int length) {
    room(length);
    System.arraycopy(from, 0, bytes, size, length);
    size += length;
  }

  void setBit(int index) {
    growTo((index >> 3) + 1);
    bytes[index >> 3] |= (byte) (1 << (index & 7));
  }

  /** Puts zeros at the end. */
  void growTo(int newSize) {
    room(newSize - size);
    size = Math.max(size, newSize);
  }

  void append(ProtobufOutput other) {
    bytes(other.bytes, other.size);
  }

  void field(int tag, long number) {
    varint(tag);
    varint(number);
  }

  void field(int tag, byte[] content, int length) {
    varint(tag);
    varint(length);
    bytes(content, length);
  }

  /** Left out if it is empty. */
  void field(int tag, ProtobufOutput content) {
    if (content.size > 0) {
      field(tag, content.bytes, content.size);
    }
  }

  byte[] toByteArray() {
    return Arrays.copyOf(bytes, size);
  }

  private void room(int more) {
    if (size + more > bytes.length) {
      bytes = Arrays.copyOf(bytes, Math.max(size + more, 2 * bytes.length));
    }
  }
}
