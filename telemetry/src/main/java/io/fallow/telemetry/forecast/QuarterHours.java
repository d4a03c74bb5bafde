package io.fallow.telemetry.forecast;

import io.fallow.gateway.wire.Activity;
import io.fallow.telemetry.usage.UsageInterval;
import java.time.Instant;
import java.util.BitSet;

/**
 * What one asset did, by quarter of an hour, numbered from 1970 on. A quarter-hour was idle if the
 * asset stood idle for at least half of what was observed of it; it wasn't observed if less than
 * half of it was, nor if anybody but the asset's owner used it in any of it. A broken-down asset
 * isn't idle. Immutable.
 */
public final class QuarterHours {

  /** Length of a quarter-hour in seconds. */
  public static final int SECONDS = 900;

  private static final byte IDLE = 1;
  private static final byte BUSY = 2;

  private final long first;
  private final byte[] seen;

  private QuarterHours(long first, byte[] seen) {
    this.first = first;
    this.seen = seen;
  }

  /** The number of the quarter-hour that holds an instant. */
  public static long number(Instant instant) {
    return Math.floorDiv(instant.getEpochSecond(), (long) SECONDS);
  }

  /** When a quarter-hour begins. */
  public static Instant start(long number) {
    return Instant.ofEpochSecond(number * SECONDS);
  }

  /**
   * The whole quarter-hours from the one that holds an instant to the last that ends by another.
   */
  public static Builder between(Instant from, Instant to) {
    long first = number(from);
    return new Builder(first, (int) Math.max(0, number(to) - first));
  }

  /** The number of the first one. */
  public long first() {
    return first;
  }

  /** How many there are. */
  public int count() {
    return seen.length;
  }

  /** How many weeks of it are observed. */
  double weeksObserved() {
    int observed = 0;
    for (byte one : seen) {
      observed += one == 0 ? 0 : 1;
    }
    return (double) observed / WallQuarters.WEEK;
  }

  /** Whether it is known what the asset did. */
  public boolean isObserved(int index) {
    return seen[index] != 0;
  }

  /** Whether the asset was observed to stand idle. */
  public boolean isIdle(int index) {
    return seen[index] == IDLE;
  }

  /** Adds up stretches of one asset, in any order. */
  public static final class Builder {

    private static final long MS = 1_000L * SECONDS;

    private final long first;
    private final int[] observedMs;
    private final int[] idleMs;
    private final BitSet borrowed = new BitSet();

    private Builder(long first, int count) {
      this.first = first;
      this.observedMs = new int[count];
      this.idleMs = new int[count];
    }

    /** Adds a stretch; what lies outside of the range is left aside. */
    public Builder add(UsageInterval interval) {
      return add(
          interval.start().toEpochMilli(), interval.end().toEpochMilli(), interval.activity());
    }

    /** Others than the asset's owner used it, whatever was or will be added of that time. */
    Builder borrowed(long startMs, long endMs) {
      long start = Math.max(0, startMs - first * MS);
      long end = Math.min(observedMs.length * MS, endMs - first * MS);
      if (start < end) {
        borrowed.set((int) (start / MS), (int) ((end + MS - 1) / MS));
      }
      return this;
    }

    Builder add(long startMs, long endMs, Activity activity) {
      if (activity == Activity.UNKNOWN) {
        return this;
      }
      boolean idle = activity == Activity.STANDBY || activity == Activity.OFF;
      long start = Math.max(0, startMs - first * MS);
      long end = Math.min(observedMs.length * MS, endMs - first * MS);
      for (long at = start; at < end; ) {
        int index = (int) (at / MS);
        long until = Math.min(end, (index + 1) * MS);
        observedMs[index] += (int) (until - at);
        idleMs[index] += idle ? (int) (until - at) : 0;
        at = until;
      }
      return this;
    }

    /** What has been added so far. */
    public QuarterHours build() {
      byte[] seen = new byte[observedMs.length];
      for (int i = 0; i < seen.length; i++) {
        if (2L * observedMs[i] >= MS && !borrowed.get(i)) {
          seen[i] = 2L * idleMs[i] >= observedMs[i] ? IDLE : BUSY;
        }
      }
      return new QuarterHours(first, seen);
    }
  }
}
