package io.fallow.scheduler.idle;

/** How likely an asset is idle at best, from a minute on; in 48 bits, 0 if it never is. */
final class Peak {

  /** Longer than any window. */
  private static final int CUT = 0xFFFF;

  private static final int LOWEST_SHIFT = 16;
  private static final int START_SHIFT = 24;
  private static final int HIGHEST_SHIFT = 40;

  private Peak() {}

  /**
   * Works it out.
   *
   * @param from the minute from which on, the first of a quarter-hour
   */
  static long of(AssetRow row, int from) {
    int best = 0;
    int bestStart = from;
    int highest = 0;
    int longest = 0;
    boolean ragged = false;
    for (int i = row.firstEndingAfter(from); i < row.windows(); i++) {
      int start = Math.max(from, row.start(i));
      int end = row.end(i);
      int lowest = start == row.start(i) ? row.lowest(i) : row.lowestChance(start, end);
      bestStart = lowest > best ? start : bestStart;
      best = Math.max(best, lowest);
      highest = Math.max(highest, row.highest(i));
      longest = Math.max(longest, end - start);
      ragged |= start % Minutes.QUARTER != 0 || end % Minutes.QUARTER != 0;
    }
    boolean cut = ragged || row.blocked() > 0 || longest > row.longest() || longest > CUT;
    return ((long) highest << HIGHEST_SHIFT)
        | ((long) Math.min(CUT, bestStart - from) << START_SHIFT)
        | ((long) best << LOWEST_SHIFT)
        | (cut ? CUT : longest);
  }

  /** Whether neither bookings nor calibration cut any window, and all begin and end on quarters. */
  static boolean isUncut(long peak) {
    return longest(peak) != CUT;
  }

  /** The longest window, where none is cut. */
  static int longest(long peak) {
    return (int) (peak & 0xFFFF);
  }

  /** The highest chance of a window that isn't cut. */
  static int best(long peak) {
    return (int) ((peak >>> LOWEST_SHIFT) & 0xFF);
  }

  /** When the first window with that chance begins, in minutes. */
  static int bestStart(long peak, int from) {
    return from + (int) ((peak >>> START_SHIFT) & 0xFFFF);
  }

  /** The highest chance of any quarter-hour. */
  static int highest(long peak) {
    return (int) ((peak >>> HIGHEST_SHIFT) & 0xFF);
  }
}
