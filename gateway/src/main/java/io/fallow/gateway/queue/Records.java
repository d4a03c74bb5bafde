package io.fallow.gateway.queue;

import io.fallow.gateway.wire.JsonBatchCodec;
import java.nio.ByteBuffer;
import java.util.zip.CRC32C;

/**
 * The form of one message in a segment file: length of the payload (4 bytes), sequence (8), CRC-32C
 * of sequence and payload (4), payload. Big-endian.
 */
final class Records {

  /** Bytes before a payload. */
  static final int HEADER = 16;

  private Records() {}

  static byte[] encode(long sequence, byte[] payload) {
    return ByteBuffer.allocate(HEADER + payload.length)
        .putInt(payload.length)
        .putLong(sequence)
        .putInt(checksum(sequence, ByteBuffer.wrap(payload)))
        .put(payload)
        .array();
  }

  /** Whether a length that was read can be a payload's. */
  static boolean isPayloadLength(int length) {
    return length > 0 && length <= JsonBatchCodec.MAX_BYTES;
  }

  /** Whether a whole, undamaged record with a sequence of at least {@code from} is there. */
  static boolean isRecordAt(ByteBuffer bytes, int position, long from, long before) {
    if (bytes.limit() - position < HEADER) {
      return false;
    }
    int length = bytes.getInt(position);
    long sequence = sequenceAt(bytes, position);
    return isPayloadLength(length)
        && length <= bytes.limit() - position - HEADER
        && sequence >= from
        && sequence < before
        && bytes.getInt(position + 12)
            == checksum(sequence, bytes.slice(position + HEADER, length));
  }

  static long sequenceAt(ByteBuffer bytes, int position) {
    return bytes.getLong(position + 4);
  }

  static int sizeAt(ByteBuffer bytes, int position) {
    return HEADER + bytes.getInt(position);
  }

  static int checksum(long sequence, ByteBuffer payload) {
    CRC32C crc = new CRC32C();
    crc.update(ByteBuffer.allocate(Long.BYTES).putLong(0, sequence));
    crc.update(payload);
    return (int) crc.getValue();
  }
}
