package io.fallow.scheduler.idle;

/**
 * When an asset is free next: the first stretch of a window that nothing blocks, in 48 bits. A
 * viewer who needs turnaround may have less of it, and never more.
 */
final class NextFree {

  /** Begins later than anything that is looked for. */
  private static final int NEVER = 0xFFFF;

  private static final int START_SHIFT = 16;
  private static final int FIRST_SHIFT = 32;
  private static final int WHOLE_SHIFT = 40;

  private NextFree() {}

  /**
   * Works it out.
   *
   * @param from the minute from which on
   */
  static long of(AssetRow row, int from) {
    int blocked = 0;
    for (int i = row.firstEndingAfter(from); i < row.windows(); i++) {
      int start = Math.max(from, row.start(i));
      while (blocked < row.blocked() && row.blockedFrom(blocked) <= start) {
        start = Math.max(start, row.blockedTo(blocked++));
      }
      if (start < row.end(i)) {
        int until = blocked < row.blocked() ? row.blockedFrom(blocked) : Integer.MAX_VALUE;
        return packed(row, from, start, Math.min(row.end(i), until));
      }
    }
    return ((long) NEVER << START_SHIFT) | NEVER;
  }

  private static long packed(AssetRow row, int from, int start, int end) {
    long first = row.chanceAt(start);
    long whole = end - start > row.longest() ? first : row.lowestChance(start, end);
    return (whole << WHOLE_SHIFT)
        | (first << FIRST_SHIFT)
        | ((long) Math.min(NEVER, start - from) << START_SHIFT)
        | Math.min(NEVER, end - from);
  }

  /** When it begins, in minutes. */
  static int start(long stretch, int from) {
    return from + (int) ((stretch >>> START_SHIFT) & 0xFFFF);
  }

  static int end(long stretch, int from) {
    return from + (int) (stretch & 0xFFFF);
  }

  /** The chance of its first quarter-hour. */
  static int first(long stretch) {
    return (int) ((stretch >>> FIRST_SHIFT) & 0xFF);
  }

  /** The lowest chance within it; that of its beginning where calibration doesn't allow it all. */
  static int whole(long stretch) {
    return (int) ((stretch >>> WHOLE_SHIFT) & 0xFF);
  }
}
