package io.fallow.gateway.wire;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.CharacterCodingException;

/** Reads a stretch of a payload as Protocol Buffers write it. Never looks behind its end. */
final class ProtobufCursor {

  /** Nothing at all. */
  static final ProtobufCursor EMPTY = new ProtobufCursor(new byte[0], 0, 0);

  private static final VarHandle FLOATS =
      MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);

  private static final int LONGEST_VARINT_SHIFT = 63;

  private final byte[] bytes;
  private final int end;
  private int at;

  ProtobufCursor(byte[] bytes, int from, int end) {
    this.bytes = bytes;
    this.at = from;
    this.end = end;
  }

  boolean hasMore() {
    return at < end;
  }

  /** An unsigned number of 64 bits. */
  long varint() throws WireFormatException {
    if (at < end && bytes[at] >= 0) {
      return bytes[at++];
    }
    long value = 0;
    for (int shift = 0; shift <= LONGEST_VARINT_SHIFT; shift += 7) {
      if (at == end) {
        throw unparsable("a number is cut off");
      }
      byte next = bytes[at++];
      value |= (next & 0x7FL) << shift;
      if (next >= 0) {
        return value;
      }
    }
    throw unparsable("a number is longer than 64 bits");
  }

  /** A signed number of 64 bits, in which small ones of either sign are short. */
  long zigzag() throws WireFormatException {
    long value = varint();
    return value >>> 1 ^ -(value & 1);
  }

  float fixed32() throws WireFormatException {
    if (end - at < Float.BYTES) {
      throw unparsable("a number is cut off");
    }
    int bits = (int) FLOATS.get(bytes, at);
    at += Float.BYTES;
    return Float.intBitsToFloat(bits);
  }

  /** What is in a field with a length, which is passed over. */
  ProtobufCursor stretch() throws WireFormatException {
    long length = varint();
    if (length < 0 || length > end - at) {
      throw unparsable("a field reaches behind the end");
    }
    int from = at;
    at += (int) length;
    return new ProtobufCursor(bytes, from, at);
  }

  /** All that is left, as a text. */
  String text() throws WireFormatException {
    if (isAscii()) {
      return new String(bytes, at, end - at, ISO_8859_1);
    }
    try {
      return UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes, at, end - at)).toString();
    } catch (CharacterCodingException e) {
      throw unparsable("a text is not UTF-8");
    }
  }

  private boolean isAscii() {
    int all = 0;
    for (int i = at; i < end; i++) {
      all |= bytes[i];
    }
    return all >= 0;
  }

  /** How many bytes are left. */
  int length() {
    return end - at;
  }

  /** How many numbers {@link #varint} will find, if they are well-formed. */
  int countVarints() {
    int count = 0;
    for (int i = at; i < end; i++) {
      count += bytes[i] >= 0 ? 1 : 0;
    }
    return count;
  }

  /** Whether a bit is set, of those that are left. */
  boolean bit(int index) {
    return (bytes[at + (index >> 3)] & 1 << (index & 7)) != 0;
  }

  /** Whether a bit is set from {@code count} to the end of the byte in which that is. */
  boolean hasBitBehind(int count) {
    return (count & 7) != 0 && (bytes[at + (count >> 3)] & 0xFF) >> (count & 7) != 0;
  }

  /** How many bits are set, of those that are left. */
  int countBits() {
    int count = 0;
    for (int i = at; i < end; i++) {
      count += Integer.bitCount(bytes[i] & 0xFF);
    }
    return count;
  }

  WireFormatException unparsable(String what) {
    return new WireFormatException(RejectReason.UNPARSABLE, what + " (at byte " + at + ")");
  }
}
