package io.fallow.gateway.uplink;

import io.fallow.gateway.queue.DiskQueue;
import io.fallow.gateway.queue.Settled;
import io.fallow.gateway.wire.Confirmation;
import io.fallow.gateway.wire.Confirmation.Range;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.function.LongSupplier;

/**
 * What the broker has taken over and the platform has not confirmed yet, across connections. A
 * broker that dies may lose what it acknowledged. The platform notices that by the hole in the
 * numbers as soon as it has a later message, and says so; what is merely on its way, a message that
 * was taken over a moment ago, is not sent again for that. It can't notice what is missing at the
 * end, so the newest message is sent again when nothing was heard for a while. Thread-safe.
 */
final class Unconfirmed {

  /** A message that was sent again gets this long to arrive. */
  private static final Duration AGAIN = Duration.ofSeconds(10);

  /** A message that was taken over gets this long to arrive. */
  private static final Duration ON_ITS_WAY = Duration.ofSeconds(5);

  /** How long nothing may be heard before the newest message is sent again. */
  private static final Duration SILENCE = Duration.ofSeconds(30);

  private static final Duration LOOKS = Duration.ofMillis(500);

  private record Look(long nanos, long taken) {}

  private final DiskQueue queue;
  private final LongSupplier nanos;
  private final Deque<Look> looks = new ArrayDeque<>();
  private long epoch;
  private Settled taken;
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
    news = nanos.getAsLong();
    againNanos = news - AGAIN.toNanos();
    begin();
  }

  private void begin() {
    epoch = queue.cursor().epoch();
    taken = new Settled(queue.cursor().acknowledgedThrough());
    missing = List.of();
    looks.clear();
  }

  private void followQueue() {
    if (queue.cursor().epoch() != epoch) {
      begin();
    }
    taken.add(1, queue.cursor().acknowledgedThrough());
  }

  /** The broker has acknowledged a message. */
  synchronized void taken(long sequence) {
    news = nanos.getAsLong();
    taken.add(sequence, sequence);
  }

  /** The broker, or even the platform, has had this message and all before it. */
  synchronized long takenThrough() {
    followQueue();
    return taken.through();
  }

  /** What of a range neither the broker nor the platform has had, in order. */
  synchronized List<Range> open(long first, long last) {
    followQueue();
    return taken.open(first, last);
  }

  /** The platform has spoken. */
  synchronized void confirmed(Confirmation confirmation) {
    if (confirmation.epoch() == queue.cursor().epoch()) {
      followQueue();
      long before = queue.cursor().acknowledgedThrough();
      queue.confirmed(confirmation);
      missing = confirmation.missing();
      noteConfirmed(confirmation);
      if (queue.cursor().acknowledgedThrough() > before) {
        news = nanos.getAsLong();
      }
    }
  }

  private void noteConfirmed(Confirmation confirmation) {
    long from = 1;
    for (Range lost : confirmation.missing()) {
      taken.add(from, lost.first() - 1);
      from = lost.last() + 1;
    }
    taken.add(from, confirmation.through());
  }

  /** How many messages were to be sent again so far. */
  synchronized long sentAgain() {
    return sentAgain;
  }

  /** What is to be sent again now, in order. */
  synchronized List<Range> due() {
    long now = nanos.getAsLong();
    long last = takenThrough();
    long arrived = takenAWhileAgo(now, last);
    long givenUp = queue.cursor().acknowledgedThrough(); // what is missing of it is lost
    List<Range> lost =
        missing.stream()
            .filter(range -> range.first() <= arrived && range.last() > givenUp)
            .map(
                range ->
                    new Range(
                        Math.max(range.first(), givenUp + 1), Math.min(range.last(), arrived)))
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

  /** Through which message the broker had taken all over a while ago. */
  private long takenAWhileAgo(long now, long last) {
    if (looks.isEmpty() || now - looks.getLast().nanos() >= LOOKS.toNanos()) {
      looks.addLast(new Look(now, last));
    }
    long arrived = 0;
    while (!looks.isEmpty() && now - looks.getFirst().nanos() >= ON_ITS_WAY.toNanos()) {
      arrived = looks.removeFirst().taken();
    }
    if (arrived > 0) {
      looks.addFirst(new Look(now - ON_ITS_WAY.toNanos(), arrived));
    }
    return arrived;
  }
}
