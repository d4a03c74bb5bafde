package io.fallow.gateway.uplink;

import io.fallow.gateway.queue.DiskQueue;
import io.fallow.gateway.wire.Confirmation;
import io.fallow.gateway.wire.Confirmation.Range;
import java.time.Duration;
import java.util.List;
import java.util.TreeSet;
import java.util.function.LongSupplier;

/**
 * What the broker has taken over and the platform has not confirmed yet, across connections. A
 * broker that dies may lose what it acknowledged. The platform notices that by the hole in the
 * numbers as soon as it has a later message, and says so; it can't notice what is missing at the
 * end, so the newest message is sent again when nothing was heard for a while. Thread-safe.
 */
final class Unconfirmed {

  /** A message that was sent again gets this long to arrive. */
  private static final Duration AGAIN = Duration.ofSeconds(10);

  /** How long nothing may be heard before the newest message is sent again. */
  private static final Duration SILENCE = Duration.ofSeconds(30);

  private final DiskQueue queue;
  private final LongSupplier nanos;
  private final TreeSet<Long> takenAhead = new TreeSet<>();
  private long epoch;
  private long taken;
  private List<Range> missing = List.of();
  private long againNanos;
  private long sentAgain;
  private long news;

  Unconfirmed(DiskQueue queue) {
    this(queue, System::nanoTime);
  }

  Unconfirmed(DiskQueue queue, LongSupplier nanos) {
    this.queue = queue;
    this.nanos = nanos;
    epoch = queue.cursor().epoch();
    taken = queue.cursor().acknowledgedThrough();
    news = nanos.getAsLong();
    againNanos = news - AGAIN.toNanos();
  }

  /** The broker has acknowledged a message. */
  synchronized void taken(long sequence) {
    news = nanos.getAsLong();
    if (sequence > taken) {
      takenAhead.add(sequence);
      advance();
    }
  }

  /** The broker, or even the platform, has had this message and all before it. */
  synchronized long takenThrough() {
    long confirmed = queue.cursor().acknowledgedThrough();
    if (queue.cursor().epoch() != epoch) {
      epoch = queue.cursor().epoch();
      taken = confirmed;
      takenAhead.clear();
      missing = List.of();
    }
    if (confirmed > taken) {
      taken = confirmed;
      takenAhead.headSet(confirmed, true).clear();
      advance();
    }
    return taken;
  }

  private void advance() {
    while (takenAhead.remove(taken + 1)) {
      taken++;
    }
  }

  /** The platform has spoken. */
  synchronized void confirmed(Confirmation confirmation) {
    if (confirmation.epoch() == queue.cursor().epoch()) {
      long before = queue.cursor().acknowledgedThrough();
      queue.confirmed(confirmation);
      missing = confirmation.missing();
      if (queue.cursor().acknowledgedThrough() > before) {
        news = nanos.getAsLong();
      }
    }
  }

  /** How many messages were to be sent again so far. */
  synchronized long sentAgain() {
    return sentAgain;
  }

  /** What is to be sent again now, in order. */
  synchronized List<Range> due() {
    long now = nanos.getAsLong();
    long last = takenThrough();
    long givenUp = queue.cursor().acknowledgedThrough(); // what is missing of it is lost
    List<Range> lost =
        missing.stream()
            .filter(range -> range.first() <= last && range.last() > givenUp)
            .map(
                range ->
                    new Range(Math.max(range.first(), givenUp + 1), Math.min(range.last(), last)))
            .toList();
    if (!lost.isEmpty() && now - againNanos >= AGAIN.toNanos()) {
      againNanos = now;
      sentAgain += lost.stream().mapToLong(Range::size).sum();
      news = now;
      missing = List.of();
      return lost;
    }
    boolean silent = now - news >= SILENCE.toNanos();
    if (silent && last > queue.cursor().acknowledgedThrough()) {
      news = now;
      return List.of(new Range(last, last));
    }
    return List.of();
  }
}
