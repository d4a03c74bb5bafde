package io.fallow.gateway.queue;

import io.fallow.gateway.wire.MessageKey;
import io.fallow.gateway.wire.PayloadFormat;
import io.fallow.gateway.wire.Reading;
import io.fallow.gateway.wire.ReadingBatch;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.zip.CRC32C;

/**
 * A message as it lies in the store.
 *
 * @param newestMicros time of its newest reading, in microseconds since 1970 UTC
 * @param payload as it is published
 */
@SuppressWarnings("ArrayRecordComponent") // compared by nobody; a copy per access would be waste
record StoredMessage(
    long sequence, PayloadFormat format, int readings, long newestMicros, byte[] payload) {

  /**
   * A message of these readings.
   *
   * @throws IllegalArgumentException if they are none, or too many for one message
   */
  static StoredMessage of(MessageKey key, PayloadFormat format, List<Reading> readings) {
    byte[] payload = format.encode(new ReadingBatch(Optional.of(key), readings));
    long newest =
        readings.stream().mapToLong(reading -> micros(reading.time())).max().orElseThrow();
    return new StoredMessage(key.sequence(), format, readings.size(), newest, payload);
  }

  /** Over all that it says, so that no part can change unnoticed. */
  int checksum() {
    CRC32C crc = new CRC32C();
    crc.update(
        ByteBuffer.allocate(24)
            .putLong(sequence)
            .putLong(newestMicros)
            .putInt(readings)
            .putInt(code(format))
            .flip());
    crc.update(payload);
    return (int) crc.getValue();
  }

  QueuedBatch queued(long epoch) {
    return new QueuedBatch(new MessageKey(epoch, sequence), format, payload);
  }

  /** By which the store knows a format; it never changes. */
  static int code(PayloadFormat format) {
    return switch (format) {
      case JSON -> 0;
      case PROTOBUF -> 1;
    };
  }

  /** The format of a code; empty if nobody knows it. */
  static Optional<PayloadFormat> format(int code) {
    return switch (code) {
      case 0 -> Optional.of(PayloadFormat.JSON);
      case 1 -> Optional.of(PayloadFormat.PROTOBUF);
      default -> Optional.empty();
    };
  }

  static long micros(Instant time) {
    return ChronoUnit.MICROS.between(Instant.EPOCH, time);
  }

  static Instant instant(long micros) {
    return Instant.EPOCH.plus(micros, ChronoUnit.MICROS);
  }
}
