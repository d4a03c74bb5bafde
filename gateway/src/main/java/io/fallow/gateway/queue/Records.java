package io.fallow.gateway.queue;

import io.fallow.gateway.wire.JsonBatchCodec;
import io.fallow.gateway.wire.PayloadFormat;
import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.zip.CRC32C;

/**
 * The form of one message in a segment file: form of the payload (1 byte: 0 JSON, 1 Protocol
 * Buffers), length of the payload (3), sequence (8), CRC-32C of sequence, payload and, unless it is
 * 0, form (4), payload. Big-endian. Queues from before there was a choice hold JSON, and have the
 * same bytes.
 */
final class Records {

  /** Bytes before a payload. */
  static final int HEADER = 16;

  private static final int FORM_SHIFT = 24;
  private static final int LENGTH_MASK = (1 << FORM_SHIFT) - 1;
  private static final int JSON = 0;
  private static final int PROTOBUF = 1;

  private Records() {}

  static byte[] encode(long sequence, PayloadFormat format, byte[] payload) {
    int head = form(format) << FORM_SHIFT | payload.length;
    return ByteBuffer.allocate(HEADER + payload.length)
        .putInt(head)
        .putLong(sequence)
        .putInt(checksum(head, sequence, ByteBuffer.wrap(payload)))
        .put(payload)
        .array();
  }

  /** Whether a head that was read can be a record's. */
  static boolean isHead(int head) {
    int length = length(head);
    return length > 0 && length <= JsonBatchCodec.MAX_BYTES && format(head).isPresent();
  }

  /** Bytes of the payload behind a head. */
  static int length(int head) {
    return head & LENGTH_MASK;
  }

  /** The form of the payload behind a head; empty if nobody knows it. */
  static Optional<PayloadFormat> format(int head) {
    return switch (head >>> FORM_SHIFT) {
      case JSON -> Optional.of(PayloadFormat.JSON);
      case PROTOBUF -> Optional.of(PayloadFormat.PROTOBUF);
      default -> Optional.empty();
    };
  }

  private static int form(PayloadFormat format) {
    return switch (format) {
      case JSON -> JSON;
      case PROTOBUF -> PROTOBUF;
    };
  }

  /** Whether a whole, undamaged record with a sequence of at least {@code from} is there. */
  static boolean isRecordAt(ByteBuffer bytes, int position, long from, long before) {
    if (bytes.limit() - position < HEADER) {
      return false;
    }
    int head = bytes.getInt(position);
    long sequence = sequenceAt(bytes, position);
    return isHead(head)
        && length(head) <= bytes.limit() - position - HEADER
        && sequence >= from
        && sequence < before
        && bytes.getInt(position + 12)
            == checksum(head, sequence, bytes.slice(position + HEADER, length(head)));
  }

  static long sequenceAt(ByteBuffer bytes, int position) {
    return bytes.getLong(position + 4);
  }

  static int sizeAt(ByteBuffer bytes, int position) {
    return HEADER + length(bytes.getInt(position));
  }

  static int checksum(int head, long sequence, ByteBuffer payload) {
    CRC32C crc = new CRC32C();
    crc.update(ByteBuffer.allocate(Long.BYTES).putLong(0, sequence));
    crc.update(payload);
    int form = head >>> FORM_SHIFT;
    if (form != JSON) {
      crc.update(form);
    }
    return (int) crc.getValue();
  }
}
