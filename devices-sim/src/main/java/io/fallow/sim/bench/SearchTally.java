package io.fallow.sim.bench;

import java.util.Arrays;

/** Counts searches, and how long they took. Safe for any number of threads. */
final class SearchTally {

  private static final int ROOM = 1 << 16;

  private long[] nanos = new long[ROOM];
  private int count;
  private int failed;
  private long bytes;

  /**
   * What was counted.
   *
   * @param failed answers other than 200
   * @param bytes of all bodies
   */
  record Result(
      long searches, long failed, long bytes, double p50Ms, double p99Ms, double worstMs) {

    static Result of(String line) {
      String[] parts = line.split(" ", -1);
      return new Result(
          Long.parseLong(parts[0]),
          Long.parseLong(parts[1]),
          Long.parseLong(parts[2]),
          Double.parseDouble(parts[3]),
          Double.parseDouble(parts[4]),
          Double.parseDouble(parts[5]));
    }
  }

  synchronized void add(boolean ok, int length, long took) {
    failed += ok ? 0 : 1;
    bytes += length;
    if (count == nanos.length) {
      nanos = Arrays.copyOf(nanos, 2 * count);
    }
    nanos[count++] = took;
  }

  /** As {@link Result#of} reads it. */
  synchronized String line() {
    long[] sorted = Arrays.copyOf(nanos, count);
    Arrays.sort(sorted);
    return "%d %d %d %s %s %s"
        .formatted(count, failed, bytes, at(sorted, 0.5), at(sorted, 0.99), at(sorted, 1));
  }

  private static double at(long[] sorted, double share) {
    int index = Math.min(sorted.length - 1, (int) (sorted.length * share));
    return sorted.length == 0 ? 0 : sorted[index] / 1e6;
  }
}
