package io.fallow.scheduler.idle;

import java.util.Arrays;

/**
 * In how many weeks each quarter-hour of the week was observed: runs of one value, as it seldom
 * changes. Immutable.
 */
final class Evidence {

  private static final double PARTS_OF_WEEK = 4;
  private static final int OBJECTS_BYTES = 56;

  /** Index behind the last quarter-hour of each run, ascending. */
  private final short[] ends;

  /** Of each run, in quarters of a week. */
  private final byte[] values;

  private Evidence(short[] ends, byte[] values) {
    this.ends = ends;
    this.values = values;
  }

  static Evidence of(byte[] weeks) {
    short[] ends = new short[weeks.length];
    byte[] values = new byte[weeks.length];
    int runs = 0;
    for (int i = 0; i < weeks.length; i++) {
      if (i == 0 || weeks[i] != weeks[i - 1]) {
        values[runs++] = weeks[i];
      }
      ends[runs - 1] = (short) (i + 1);
    }
    return new Evidence(Arrays.copyOf(ends, runs), Arrays.copyOf(values, runs));
  }

  /** The least of some neighbours, in weeks; 0 outside of what is known. */
  double least(int first, int last) {
    if (first < 0 || ends.length == 0 || last >= ends[ends.length - 1]) {
      return 0;
    }
    int run = 0;
    while (ends[run] <= first) {
      run++;
    }
    int least = Byte.toUnsignedInt(values[run]);
    while (ends[run] <= last) {
      run++;
      least = Math.min(least, Byte.toUnsignedInt(values[run]));
    }
    return least / PARTS_OF_WEEK;
  }

  int bytes() {
    return OBJECTS_BYTES + 3 * values.length;
  }
}
