package io.fallow.telemetry.usage;

import java.util.Comparator;

/**
 * A stored reading of one asset, in the order that decides between readings of one instant: by
 * content, so never by arrival; the greatest counts.
 *
 * @param time microseconds
 * @param activity code of the reported activity, or {@link #NONE}
 * @param powerW watts, or {@link #NONE}
 * @param counter the count, or {@link #NONE}
 */
record Sample(long time, int activity, float powerW, long counter) implements Comparable<Sample> {

  static final int NONE = -1;

  private static final Comparator<Sample> BY_TIME_AND_CONTENT =
      Comparator.comparingLong(Sample::time)
          .thenComparingInt(Sample::activity)
          .thenComparingDouble(Sample::powerW)
          .thenComparingLong(Sample::counter);

  @Override
  public int compareTo(Sample other) {
    return BY_TIME_AND_CONTENT.compare(this, other);
  }
}
