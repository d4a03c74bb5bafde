package io.fallow.gateway.queue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Brings a queue's folder into order when it is opened, and says what is in it. */
final class Recovery {

  private static final Logger LOG = LoggerFactory.getLogger(Recovery.class);

  final long epoch;
  final long acknowledged;

  /** With at least one message each. */
  final Deque<Segment> segments = new ArrayDeque<>();

  /** Sequences after {@code acknowledged} whose messages are lost to a damaged disk. */
  final TreeSet<Long> missing = new TreeSet<>();

  long lastAppended;

  Recovery(Path folder, Clock clock) throws IOException {
    List<Segment> files = Segment.list(folder);
    Optional<AcknowledgedFile.Slot> slot = AcknowledgedFile.readSlot(folder);
    if (files.isEmpty()) {
      epoch = newEpoch(slot, clock);
      acknowledged = 0;
    } else {
      epoch = onlyEpoch(folder, files);
      long before = files.get(0).first() - 1;
      acknowledged =
          slot.filter(s -> s.epoch() == epoch)
              .map(s -> Math.max(s.through(), before))
              .orElse(before);
      readAll(files);
      lastAppended = Math.max(lastAppended, acknowledged);
    }
  }

  /** Later than an epoch whose segments somebody removed, even if the clock went back. */
  private static long newEpoch(Optional<AcknowledgedFile.Slot> slot, Clock clock) {
    return Math.max(clock.millis(), slot.map(s -> s.epoch() + 1).orElse(1L));
  }

  private static long onlyEpoch(Path folder, List<Segment> files) {
    long epoch = files.get(0).epoch();
    if (files.get(files.size() - 1).epoch() != epoch) {
      throw new QueueException(folder + " holds the segments of several queues");
    }
    return epoch;
  }

  private void readAll(List<Segment> files) throws IOException {
    long expected = acknowledged + 1;
    for (int i = 0; i < files.size(); i++) {
      long before = i + 1 < files.size() ? files.get(i + 1).first() : Long.MAX_VALUE;
      for (long sequence : read(files.get(i), before)) {
        miss(expected, sequence);
        expected = Math.max(expected, sequence + 1);
        lastAppended = sequence;
      }
    }
  }

  private List<Long> read(Segment file, long before) throws IOException {
    SegmentScan scan = SegmentScan.of(file, before);
    if (scan.isDamaged()) {
      LOG.error("{} was damaged; its undamaged messages are kept", file.file());
    } else if (scan.end() < scan.size()) {
      LOG.info("{}: cut off an append that had not finished", file.file());
    }
    scan.heal(file.file());
    if (scan.isEmpty()) {
      Files.delete(file.file());
    } else {
      segments.addLast(file.through(scan.last(), scan.good().size()));
    }
    return scan.sequences();
  }

  private void miss(long from, long before) {
    if (from < before) {
      LOG.error("messages {} to {} of epoch {} are lost", from, before - 1, epoch);
      for (long sequence = from; sequence < before; sequence++) {
        missing.add(sequence);
      }
    }
  }
}
