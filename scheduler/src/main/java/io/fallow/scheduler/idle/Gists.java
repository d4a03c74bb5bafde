package io.fallow.scheduler.idle;

import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.function.IntFunction;
import java.util.function.ToLongFunction;

/**
 * The gist of each asset's row in 48 bits, so that a search of thousands of assets reads one array
 * from end to end. It is worked out when first asked for, and again once the row is another. For
 * any thread.
 */
final class Gists {

  private static final int EDITION_SHIFT = 48;
  private static final long GIST = (1L << EDITION_SHIFT) - 1;

  private final AtomicIntegerArray editions;
  private final IntFunction<AssetRow> rows;
  private final ToLongFunction<AssetRow> gist;
  private final AtomicLongArray known;

  /**
   * @param editions of the rows: each is counted up after a row has been put in
   */
  Gists(AtomicIntegerArray editions, IntFunction<AssetRow> rows, ToLongFunction<AssetRow> gist) {
    this.editions = editions;
    this.rows = rows;
    this.gist = gist;
    this.known = new AtomicLongArray(editions.length());
  }

  /** An asset's gist; 0 while nothing is known of its time. */
  long of(int slot) {
    int edition = editions.get(slot); // before the row: then no older row passes for this edition
    long known = this.known.get(slot);
    return known != 0 && known >>> EDITION_SHIFT == (edition & 0xFFFF)
        ? known & GIST
        : learn(slot, edition);
  }

  /** Whether an asset's gist is that of its row, where it is kept. */
  boolean agree(int slot) {
    long before = known.get(slot);
    AssetRow row = rows.apply(slot);
    return row == null
        || before >>> EDITION_SHIFT != (editions.get(slot) & 0xFFFF)
        || (before & GIST) == 0
        || (before & GIST) == gist.applyAsLong(row);
  }

  private long learn(int slot, int edition) {
    AssetRow row = rows.apply(slot);
    long learnt = row == null ? 0 : gist.applyAsLong(row);
    known.set(slot, ((edition & 0xFFFFL) << EDITION_SHIFT) | learnt);
    return learnt;
  }

  /** What this takes, near enough. */
  long bytes() {
    return (long) Long.BYTES * known.length();
  }
}
