package io.fallow.gateway.queue;

import io.fallow.gateway.wire.MessageKey;
import io.fallow.gateway.wire.PayloadFormat;
import io.fallow.gateway.wire.Reading;
import io.fallow.gateway.wire.WireFormatException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.stream.LongStream;
import java.util.stream.Stream;

/** What the tests of queues have in common. */
final class Queues {

  static final Instant NOW = Instant.parse("2026-11-21T20:53:00Z");
  static final Clock CLOCK = Clock.fixed(NOW, ZoneOffset.UTC);
  static final long EPOCH = NOW.toEpochMilli();

  /** One message an append. */
  static final QueueLimits SINGLE = QueueLimits.of(1 << 18).withMessagesOf(1);

  private Queues() {}

  static DiskQueue open(Path folder, QueueLimits limits) {
    return DiskQueue.open(folder, limits, PayloadFormat.PROTOBUF, CLOCK);
  }

  /** The reading with a number, which is a second later than the one before it. */
  static Reading reading(long number) {
    return new Reading(
        "mri-1",
        NOW.plusSeconds(number),
        Optional.empty(),
        OptionalDouble.of((double) (number % 1_000)),
        OptionalLong.of(number));
  }

  /** The readings with numbers from one to before another. */
  static List<Reading> readings(long from, long before) {
    return LongStream.range(from, before).mapToObj(Queues::reading).toList();
  }

  /** Appends messages that say their own number. */
  static MessageKey append(DiskQueue queue, int count) {
    MessageKey key = null;
    for (int i = 0; i < count; i++) {
      key = queue.append(List.of(reading(queue.cursor().lastAppended() + 1)));
    }
    return key;
  }

  static void acknowledge(DiskQueue queue, long... sequences) {
    for (long sequence : sequences) {
      queue.acknowledged(new MessageKey(queue.cursor().epoch(), sequence));
    }
  }

  static void acknowledgeThrough(DiskQueue queue, long last) {
    for (long n = queue.cursor().acknowledgedThrough() + 1; n <= last; n++) {
      acknowledge(queue, n);
    }
  }

  static List<Long> sequences(List<QueuedBatch> batches) {
    return batches.stream().map(batch -> batch.key().sequence()).toList();
  }

  /** Numbers of the readings of messages, in their order. */
  static List<Long> numbers(List<QueuedBatch> batches) {
    return batches.stream().flatMap(batch -> numbers(batch).stream()).toList();
  }

  static List<Long> numbers(QueuedBatch batch) {
    try {
      return batch.decode().readings().stream()
          .map(reading -> reading.counter().getAsLong())
          .toList();
    } catch (WireFormatException e) {
      throw new AssertionError(e);
    }
  }

  static Path file(Path folder) {
    return folder.resolve("queue.db");
  }

  /** The damaged stores that were set aside. */
  static List<Path> aside(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files
          .filter(file -> file.getFileName().toString().startsWith("queue.db.damaged-"))
          .filter(file -> !file.toString().endsWith("-wal") && !file.toString().endsWith("-shm"))
          .toList();
    }
  }
}
