package io.fallow.gateway.queue;

import io.fallow.gateway.wire.Confirmation;
import io.fallow.gateway.wire.Confirmation.Range;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.TreeSet;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The files of an open queue, what is in them, and how far they are acknowledged. Not safe for
 * several threads: the queue guards it.
 */
final class Backlog {

  private static final Logger LOG = LoggerFactory.getLogger(Backlog.class);
  private static final int READ_BYTES = 4 << 20;

  private final long epoch;
  private final Deque<Segment> segments;
  private final TreeSet<Long> acknowledgedAhead;
  private long acknowledged;
  private long lastAppended;
  private ReadMark mark = new ReadMark("", 0, 0);

  Backlog(Recovery found) {
    this.epoch = found.epoch;
    this.segments = found.segments;
    this.acknowledgedAhead = found.missing;
    this.acknowledged = found.acknowledged;
    this.lastAppended = found.lastAppended;
    advance();
    dropAcknowledged();
  }

  Cursor cursor() {
    return new Cursor(epoch, lastAppended, acknowledged);
  }

  /** Bytes of the files in which messages wait. */
  long waitingBytes() {
    return segments.stream()
        .filter(segment -> segment.last() > acknowledged)
        .mapToLong(Segment::bytes)
        .sum();
  }

  /** Takes note of a segment's newest message. */
  void stored(Segment segment) {
    if (!segments.isEmpty() && segments.getLast().first() == segment.first()) {
      segments.removeLast();
    }
    segments.addLast(segment);
    lastAppended = segment.last();
    dropAcknowledged();
  }

  /** Takes note of an acknowledgement; whether the cursor moved. */
  boolean acknowledged(long sequence) {
    if (sequence <= acknowledged || sequence > lastAppended) {
      return false;
    }
    acknowledgedAhead.add(sequence);
    boolean moved = advance();
    dropAcknowledged();
    return moved;
  }

  /**
   * Takes note of what the platform has; whether the cursor moved.
   *
   * @throws QueueException when it has messages that this queue never made: then numbers of ours
   *     mean other messages there, and nothing that it says may be believed
   */
  boolean confirmed(Confirmation confirmation) {
    if (confirmation.through() > lastAppended) {
      throw new QueueException(
          ("the platform has messages up to number %d of this queue, which has made %d: its folder"
                  + " was put back from a copy. Move the folder aside; a new one begins")
              .formatted(confirmation.through(), lastAppended));
    }
    long from = acknowledged + 1;
    for (Range missing : confirmation.missing()) {
      confirmed(from, missing.first() - 1);
      from = Math.max(from, missing.last() + 1);
    }
    confirmed(from, confirmation.through());
    boolean moved = advance();
    dropAcknowledged();
    return moved;
  }

  private void confirmed(long first, long last) {
    for (long sequence = first; sequence <= Math.min(last, lastAppended); sequence++) {
      acknowledgedAhead.add(sequence);
    }
  }

  /** Messages behind {@code after} in their order, at most {@code max} and about 4 MiB. */
  List<QueuedBatch> read(long after, int max) throws IOException {
    List<QueuedBatch> found = new ArrayList<>();
    int[] room = {READ_BYTES};
    for (Segment segment : segments) {
      long last = found.isEmpty() ? after : found.get(found.size() - 1).key().sequence();
      if (segment.last() > last && found.size() < max && room[0] > 0) {
        long end =
            segment.read(
                mark.startIn(segment, last),
                last,
                batch -> {
                  found.add(batch);
                  room[0] -= batch.payload().length;
                  return found.size() < max && room[0] > 0;
                });
        mark = ReadMark.behind(segment, found, end);
      }
    }
    return found;
  }

  /** Moves the cursor over what is acknowledged without a hole. */
  private boolean advance() {
    long before = acknowledged;
    while (acknowledgedAhead.remove(acknowledged + 1)) {
      acknowledged++;
    }
    return acknowledged > before;
  }

  /** The newest file stays: it carries the numbering. */
  private void dropAcknowledged() {
    while (segments.size() > 1 && segments.getFirst().last() <= acknowledged) {
      Path file = segments.removeFirst().file();
      try {
        Files.deleteIfExists(file);
      } catch (IOException e) {
        LOG.warn("{} is no longer needed, but cannot be deleted: {}", file, e.toString());
      }
    }
  }
}
