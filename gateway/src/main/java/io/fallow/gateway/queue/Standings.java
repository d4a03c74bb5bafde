package io.fallow.gateway.queue;

import io.fallow.gateway.wire.Confirmation.Range;
import io.fallow.gateway.wire.Reading;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;
import java.util.function.Predicate;

/**
 * How far a queue is, for many threads, and waiting for that to change. Its lock is held for no
 * longer than a look: nothing here touches the disk.
 */
final class Standings {

  private final Path folder;
  private final LongSupplier nanos;
  private Standing now; // guarded by this
  private boolean closed; // guarded by this

  Standings(Path folder, LongSupplier nanos) {
    this.folder = folder;
    this.nanos = nanos;
  }

  /** A store was opened, the first one or another. */
  synchronized void begin(Standing standing) {
    now = standing;
    notifyAll();
  }

  /** Whether it was open until now. */
  synchronized boolean close() {
    boolean first = !closed;
    closed = true;
    notifyAll();
    return first;
  }

  synchronized void requireOpen() {
    if (closed) {
      throw new QueueException("the queue " + folder + " is closed");
    }
  }

  synchronized Cursor cursor() {
    return now.cursor();
  }

  /** Messages that wait. */
  synchronized long waiting() {
    return now.waiting();
  }

  /** What of a range nobody has settled. */
  synchronized List<Range> open(long first, long last) {
    return now.open(first, last);
  }

  /** The message that takes more readings; until {@link #grown} nobody may look at it. */
  synchronized Tip growing(List<Reading> more, int most) {
    requireOpen();
    return now.growing(more, most, nanos.getAsLong());
  }

  /** What became of it. */
  synchronized void stored(Tip tip, Keeper.Kept kept, long droppedThrough) {
    if (kept.stored()) {
      now.stored(tip);
    } else {
      now.passedOver(kept.sequence());
    }
    now.settle(1, droppedThrough);
  }

  synchronized void grown() {
    now.grown();
    notifyAll();
  }

  /** Messages of an epoch that do not change any more. */
  record Fixed(long epoch, long through) {}

  /** Those that don't grow: also the newest one, which is sealed, if it comes to that. */
  synchronized Fixed fixed(long after) {
    boolean interrupted = false;
    while (now.isGrowing() && after >= now.fixedThrough()) {
      try {
        wait();
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
    requireOpen();
    if (after >= now.fixedThrough()) {
      now.seal();
    }
    return new Fixed(now.epoch(), now.fixedThrough());
  }

  /** Takes note of what is settled; whether the cursor moved. */
  synchronized boolean settle(Predicate<Standing> moves) {
    requireOpen();
    boolean moved = moves.test(now);
    if (moved) {
      notifyAll();
    }
    return moved;
  }

  /** Takes note of what was given up. */
  synchronized void giveUp(List<Long> sequences) {
    sequences.forEach(sequence -> now.settle(sequence, sequence));
    notifyAll();
  }

  /** All through a message is settled or given up. */
  synchronized void settledThrough(long sequence) {
    now.settle(1, sequence);
    notifyAll();
  }

  synchronized long ripeThrough(int readings, Duration age) {
    return now.ripeThrough(readings, age, nanos.getAsLong());
  }

  synchronized boolean awaitRipe(long sequence, int readings, Duration age, Duration patience)
      throws InterruptedException {
    requireOpen();
    long deadline = System.nanoTime() + patience.toNanos();
    while (!closed && ripeThrough(readings, age) <= sequence) {
      long left = deadline - System.nanoTime();
      if (left <= 0) {
        return false;
      }
      long ripens = now.ripensIn(age, nanos.getAsLong());
      wait(Math.max(1, Math.min(left, ripens) / 1_000_000));
    }
    requireOpen();
    return true;
  }

  synchronized boolean awaitAppended(long sequence, Duration patience) throws InterruptedException {
    boolean appended = await(patience, () -> cursor().lastAppended() > sequence || closed);
    requireOpen();
    return appended;
  }

  synchronized boolean awaitAcknowledged(Duration patience) throws InterruptedException {
    return await(patience, () -> cursor().waiting() <= 0);
  }

  /** Waits until it is another than before; whether it is. */
  synchronized boolean awaitChange(Cursor before, Duration patience) throws InterruptedException {
    return await(patience, () -> closed || !cursor().equals(before));
  }

  private synchronized boolean await(Duration patience, BooleanSupplier condition)
      throws InterruptedException {
    long deadline = System.nanoTime() + patience.toNanos();
    while (!condition.getAsBoolean()) {
      long left = deadline - System.nanoTime();
      if (left <= 0) {
        return false;
      }
      wait(left / 1_000_000, (int) (left % 1_000_000));
    }
    return true;
  }
}
