package io.fallow.scheduler.idle;

import java.util.concurrent.atomic.AtomicLongArray;

/**
 * When each asset is free next, seen from one quarter-hour: enough to tell, without a look at its
 * row, that an asset has nothing good enough for a page. A stretch is packed into 64 bits, so that
 * a search of thousands of assets reads one array from end to end. Stretches are worked out when
 * first asked for, and again once the row is another. For any thread.
 */
final class Front {

  /** Begins later than anything that is looked for. */
  private static final int NEVER = 0xFFFF;

  private static final int START_SHIFT = 16;
  private static final int EDITION_SHIFT = 32;
  private static final int FIRST_SHIFT = 48;
  private static final int HOUR_SHIFT = 56;
  private static final int QUARTERS_OF_HOUR = 4;
  private static final int HOUR = 60;

  private final int from;
  private final AtomicLongArray stretches;

  /**
   * @param from the minute with which the quarter-hour begins
   */
  Front(int from, int assets) {
    this.from = from;
    this.stretches = new AtomicLongArray(assets);
  }

  int from() {
    return from;
  }

  /** An asset's next free stretch; 0 where it isn't known for this edition of the row. */
  long stretch(int slot, int edition) {
    long known = stretches.get(slot);
    return ((known >>> EDITION_SHIFT) & 0xFFFF) == (edition & 0xFFFF) ? known : 0;
  }

  /** Works out an asset's next free stretch. */
  long learn(int slot, int edition, AssetRow row) {
    long stretch = free(row) | ((edition & 0xFFFFL) << EDITION_SHIFT);
    stretches.set(slot, stretch);
    return stretch;
  }

  /** The first stretch of a window that nothing blocks. */
  private long free(AssetRow row) {
    int blocked = 0;
    for (int i = row.firstEndingAfter(from); i < row.windows(); i++) {
      int start = Math.max(from, row.start(i));
      while (blocked < row.blocked() && row.blockedFrom(blocked) <= start) {
        start = Math.max(start, row.blockedTo(blocked++));
      }
      if (start < row.end(i)) {
        int until = blocked < row.blocked() ? row.blockedFrom(blocked) : Integer.MAX_VALUE;
        return packed(row, start, Math.min(row.end(i), until));
      }
    }
    return ((long) NEVER << START_SHIFT) | NEVER;
  }

  private long packed(AssetRow row, int start, int end) {
    int first = Math.max(0, row.chanceAt(start));
    int hour = first;
    for (int quarter = 1; quarter < QUARTERS_OF_HOUR; quarter++) {
      hour = Math.min(hour, Math.max(0, row.chanceAt(start + quarter * Minutes.QUARTER)));
    }
    return ((long) hour << HOUR_SHIFT)
        | ((long) first << FIRST_SHIFT)
        | ((long) Math.min(NEVER, start - from) << START_SHIFT)
        | Math.min(NEVER, end - from);
  }

  /** When a stretch begins. */
  int start(long stretch) {
    return from + (int) ((stretch >>> START_SHIFT) & 0xFFFF);
  }

  int end(long stretch) {
    return from + (int) (stretch & 0xFFFF);
  }

  /** The highest chance of a window of such a length that begins in a stretch's first quarter. */
  static int chance(long stretch, int shortest) {
    return (int) ((stretch >>> (shortest >= HOUR ? HOUR_SHIFT : FIRST_SHIFT)) & 0xFF);
  }
}
