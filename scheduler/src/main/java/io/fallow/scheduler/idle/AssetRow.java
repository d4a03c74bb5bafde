package io.fallow.scheduler.idle;

import io.fallow.scheduler.calendar.TimeRange;

/**
 * What the index knows of one asset's time, whoever asks: when it could be had if nobody had booked
 * it (its windows: open, not locked out, expected idle with the least chance), when it is blocked,
 * and the forecast. Compact and immutable; times are {@link Minutes}, chances {@link Chances}.
 */
final class AssetRow {

  /**
   * A window in 64 bits: its highest chance in 8, start in 26, length in 22, lowest chance in 8.
   */
  private static final int HIGHEST_SHIFT = 56;

  private static final int START_SHIFT = 30;
  private static final long START_MASK = (1L << 26) - 1;

  private static final int LENGTH_SHIFT = 8;
  private static final long LENGTH_MASK = (1L << 22) - 1;
  private static final int OBJECTS_BYTES = 124;

  private final long[] windows;
  private final int[] blocked;
  private final int firstQuarter;
  private final byte[] chances;
  private final Evidence evidence;
  private final int longest;
  private final long lastsMs;
  private final long dueMs;

  /**
   * @param windows as {@link #window} packs them, ascending, with a gap between each two
   * @param blocked starts and ends in turn, ascending, with a gap between each two ranges
   * @param firstQuarter that the chances are of, counted from 1970
   * @param chances by quarter-hour, one more than the steps; 0 where nothing is expected
   * @param longest use that calibration allows, in minutes
   * @param lastsMs when this is to be made anew at the latest, in milliseconds since 1970
   * @param lapsesMs when something of what blocks it lapses by itself
   */
  AssetRow(
      long[] windows,
      int[] blocked,
      int firstQuarter,
      byte[] chances,
      Evidence evidence,
      int longest,
      long lastsMs,
      long lapsesMs) {
    this.windows = windows;
    this.blocked = blocked;
    this.firstQuarter = firstQuarter;
    this.chances = chances;
    this.evidence = evidence;
    this.longest = longest;
    this.lastsMs = lastsMs;
    this.dueMs = Math.min(lastsMs, lapsesMs);
  }

  /** The same, blocked at other times. */
  AssetRow blockedBy(int[] other, long lapsesMs) {
    return new AssetRow(
        windows, other, firstQuarter, chances, evidence, longest, lastsMs, lapsesMs);
  }

  static long window(int start, int end, int lowest, int highest) {
    return ((long) highest << HIGHEST_SHIFT)
        | ((long) start << START_SHIFT)
        | ((long) (end - start) << LENGTH_SHIFT)
        | lowest;
  }

  int windows() {
    return windows.length;
  }

  int start(int window) {
    return (int) ((windows[window] >>> START_SHIFT) & START_MASK);
  }

  int end(int window) {
    return start(window) + (int) ((windows[window] >>> LENGTH_SHIFT) & LENGTH_MASK);
  }

  /** The lowest chance within a whole window. */
  int lowest(int window) {
    return (int) (windows[window] & 0xFF);
  }

  /** The highest chance of any of a window's quarter-hours. */
  int highest(int window) {
    return (int) (windows[window] >>> HIGHEST_SHIFT);
  }

  /** The longest use that calibration allows, in minutes. */
  int longest() {
    return longest;
  }

  /** The first window that ends after a minute; {@link #windows()} if none does. */
  int firstEndingAfter(int minute) {
    int low = 0;
    int high = windows.length;
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (end(middle) > minute) {
        high = middle;
      } else {
        low = middle + 1;
      }
    }
    return low;
  }

  int blocked() {
    return blocked.length / 2;
  }

  int blockedFrom(int index) {
    return blocked[2 * index];
  }

  int blockedTo(int index) {
    return blocked[2 * index + 1];
  }

  /** The lowest chance of the quarter-hours that a range touches; the range lies in a window. */
  int lowestChance(int from, int to) {
    int lowest = Chances.STEPS;
    int last = Math.floorDiv(to - 1, Minutes.QUARTER) - firstQuarter;
    for (int i = Math.floorDiv(from, Minutes.QUARTER) - firstQuarter; i <= last; i++) {
      lowest = Math.min(lowest, steps(i));
    }
    return lowest;
  }

  /** The chance of the quarter-hour that holds a minute. */
  int chanceAt(int minute) {
    return steps(Math.floorDiv(minute, Minutes.QUARTER) - firstQuarter);
  }

  private int steps(int index) {
    return index >= 0 && index < chances.length
        ? Byte.toUnsignedInt(chances[index]) - 1
        : Chances.NONE;
  }

  /** The least evidence behind a range, in weeks. */
  double weeks(int from, int to) {
    int first = Math.floorDiv(from, Minutes.QUARTER) - firstQuarter;
    int last = Math.floorDiv(to - 1, Minutes.QUARTER) - firstQuarter;
    return evidence.least(first, last);
  }

  /** Whether something of this has changed by itself. */
  boolean isDue(long nowMs) {
    return nowMs >= dueMs;
  }

  /** What this takes, near enough. */
  int bytes() {
    return OBJECTS_BYTES
        + Long.BYTES * windows.length
        + Integer.BYTES * blocked.length
        + chances.length
        + evidence.bytes();
  }

  /** The range as minutes, from its first to behind its last. */
  static int[] minutes(TimeRange range) {
    return new int[] {Minutes.floor(range.start()), Minutes.ceil(range.end())};
  }
}
