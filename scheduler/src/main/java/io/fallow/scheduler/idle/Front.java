package io.fallow.scheduler.idle;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.function.IntFunction;

/**
 * All assets seen from the beginning of one quarter-hour: enough to tell, without a look at its
 * row, that an asset has nothing good enough for a page. For any thread.
 */
final class Front {

  private final int from;
  private final AtomicIntegerArray editions;
  private final IntFunction<AssetRow> rows;
  private final AtomicInteger highest = new AtomicInteger();
  private final Gists next;
  private volatile Gists peaks;
  private volatile boolean counted;

  /**
   * A front.
   *
   * @param from the minute with which the quarter-hour begins
   */
  Front(int from, AtomicIntegerArray editions, IntFunction<AssetRow> rows) {
    this.from = from;
    this.editions = editions;
    this.rows = rows;
    this.next = new Gists(editions, rows, row -> NextFree.of(row, from));
  }

  int from() {
    return from;
  }

  /** Looks at all rows once; what changes from now on is told by {@link #changed}. */
  void count() {
    for (int slot = 0; slot < editions.length(); slot++) {
      changed(slot);
    }
    counted = true;
  }

  void changed(int slot) {
    AssetRow row = rows.apply(slot);
    if (row != null) {
      highest.accumulateAndGet(row.chanceAt(from), Math::max);
    }
  }

  /** A chance that no asset exceeds in this quarter-hour. */
  int highest() {
    return counted ? highest.get() : Chances.STEPS;
  }

  /** An asset's {@link NextFree}; 0 while nothing is known of its time. */
  long next(int slot) {
    return next.of(slot);
  }

  /** An asset's {@link Peak}; 0 while nothing is known of its time. */
  long peak(int slot) {
    Gists known = peaks;
    if (known == null) {
      known = new Gists(editions, rows, row -> Peak.of(row, from));
      peaks = known;
    }
    return known.of(slot);
  }

  /** Whether what is kept of an asset is so. */
  boolean agrees(int slot) {
    return next.agree(slot) && (peaks == null || peaks.agree(slot));
  }

  /** What this takes, near enough. */
  long bytes() {
    return next.bytes() + (peaks == null ? 0 : peaks.bytes());
  }
}
