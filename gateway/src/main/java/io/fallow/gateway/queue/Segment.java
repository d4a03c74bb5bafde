package io.fallow.gateway.queue;

import io.fallow.gateway.wire.MessageKey;
import io.fallow.gateway.wire.PayloadFormat;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * One file of the queue: messages with ascending sequences from {@code first} on. Its name says the
 * epoch and the first sequence.
 */
record Segment(Path file, long epoch, long first, long last, long bytes) {

  private static final Pattern NAME = Pattern.compile("(\\d{19})-(\\d{19})\\.segment");

  static Segment empty(Path folder, long epoch, long first) {
    String name = "%019d-%019d.segment".formatted(epoch, first);
    return new Segment(folder.resolve(name), epoch, first, first - 1, 0);
  }

  /** The segment files of a folder in their order, not yet read. */
  static List<Segment> list(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files
          .flatMap(file -> named(folder, file).stream())
          .sorted(Comparator.comparingLong(Segment::epoch).thenComparingLong(Segment::first))
          .toList();
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
  }

  private static List<Segment> named(Path folder, Path file) {
    Matcher name = NAME.matcher(file.getFileName().toString());
    return name.matches()
        ? List.of(empty(folder, Long.parseLong(name.group(1)), Long.parseLong(name.group(2))))
        : List.of();
  }

  Segment through(long newLast, long newBytes) {
    return new Segment(file, epoch, first, newLast, newBytes);
  }

  /**
   * Reads messages one after the other.
   *
   * @param start where to begin: behind the record of {@code after}, or 0 to look for it
   * @param after the first message that is read is the next one
   * @return where the reading ended
   */
  long read(long start, long after, BatchSink sink) throws IOException {
    try (RandomAccessFile in = new RandomAccessFile(file.toFile(), "r")) {
      long position = start;
      boolean more = true;
      while (more && position < bytes) {
        in.seek(position);
        int head = in.readInt();
        long sequence = in.readLong();
        int checksum = in.readInt();
        if (!Records.isHead(head) || sequence < first || sequence > last) {
          throw damaged(position);
        }
        if (sequence > after) {
          byte[] payload = new byte[Records.length(head)];
          in.readFully(payload);
          if (checksum != Records.checksum(head, sequence, ByteBuffer.wrap(payload))) {
            throw damaged(position);
          }
          PayloadFormat format = Records.format(head).orElseThrow();
          more = sink.take(new QueuedBatch(new MessageKey(epoch, sequence), format, payload));
        }
        position += Records.HEADER + Records.length(head);
      }
      return position;
    }
  }

  private QueueException damaged(long position) {
    return new QueueException(
        file + " is damaged at byte " + position + "; opening the queue anew passes over it");
  }

  /** Takes messages as they are read. */
  @FunctionalInterface
  interface BatchSink {
    /** Whether another one is wanted. */
    boolean take(QueuedBatch batch);
  }
}
