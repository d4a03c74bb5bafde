package io.fallow.sim.bench;

import java.util.Arrays;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;

/**
 * Counts attempts to book, how they ended and how long they took. Safe for any number of threads.
 */
final class Tally {

  private static final int ROOM = 1 << 16;

  private final Map<Outcome, Integer> outcomes = new EnumMap<>(Outcome.class);
  private final Map<Long, Integer> winners = new HashMap<>();
  private long[] nanos = new long[ROOM];
  private int count;

  /** How an attempt ended. */
  enum Outcome {
    BOOKED,
    TAKEN,
    OTHER
  }

  /**
   * What was counted.
   *
   * @param slots that were tried to the end
   * @param odd slots that not exactly one got
   * @param p50Ms half were answered by then
   */
  record Result(
      long attempts,
      long booked,
      long taken,
      long other,
      long slots,
      long odd,
      double p50Ms,
      double p99Ms,
      double worstMs) {

    static Result of(String line) {
      String[] parts = line.split(" ", -1);
      return new Result(
          Long.parseLong(parts[0]),
          Long.parseLong(parts[1]),
          Long.parseLong(parts[2]),
          Long.parseLong(parts[3]),
          Long.parseLong(parts[4]),
          Long.parseLong(parts[5]),
          Double.parseDouble(parts[6]),
          Double.parseDouble(parts[7]),
          Double.parseDouble(parts[8]));
    }
  }

  synchronized void add(long slot, Outcome outcome, long took) {
    outcomes.merge(outcome, 1, Integer::sum);
    winners.merge(slot, outcome == Outcome.BOOKED ? 1 : 0, Integer::sum);
    if (count == nanos.length) {
      nanos = Arrays.copyOf(nanos, 2 * count);
    }
    nanos[count++] = took;
  }

  synchronized Result result() {
    long[] sorted = Arrays.copyOf(nanos, count);
    Arrays.sort(sorted);
    long odd = winners.values().stream().filter(number -> number != 1).count();
    return new Result(
        count,
        outcomes.getOrDefault(Outcome.BOOKED, 0),
        outcomes.getOrDefault(Outcome.TAKEN, 0),
        outcomes.getOrDefault(Outcome.OTHER, 0),
        winners.size(),
        odd,
        at(sorted, 0.5),
        at(sorted, 0.99),
        at(sorted, 1));
  }

  private static double at(long[] sorted, double share) {
    int index = Math.min(sorted.length - 1, (int) (sorted.length * share));
    return sorted.length == 0 ? 0 : sorted[index] / 1e6;
  }

  /** As {@link Result#of} reads it. */
  String line() {
    Result it = result();
    return "%d %d %d %d %d %d %s %s %s"
        .formatted(
            it.attempts(),
            it.booked(),
            it.taken(),
            it.other(),
            it.slots(),
            it.odd(),
            it.p50Ms(),
            it.p99Ms(),
            it.worstMs());
  }
}
