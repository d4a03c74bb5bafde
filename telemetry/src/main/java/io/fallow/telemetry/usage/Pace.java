package io.fallow.telemetry.usage;

import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * How long usage pauses between two rounds, and how long a mark rests before it is taken. Both grow
 * with the work of the round before. Where there is little, a reading is in usage half a second
 * after it was stored. Under load fewer and larger rounds are the cheaper ones, as a round has its
 * price by asset, however few readings there are of each; and so is a longer rest, as writers
 * commit out of order and late readings are dear. For one thread.
 */
final class Pace {

  private static final long PAUSE_MS = 250;
  private static final long LONGEST_PAUSE_MS = 3_000;
  private static final long PAUSE_BY_WORK = 2;
  private static final long REST_MS = 200;
  private static final long LONGEST_REST_MS = 2_000;
  private static final long REST_BY_WORK = 4;

  private long workedNanos;
  private long roundMs;

  /**
   * Does a part of the present round's work. What is done by the clock, whatever the load, is no
   * part of it: that would slow down the rounds that follow.
   */
  <T> T measured(Supplier<T> work) {
    long start = System.nanoTime();
    try {
      return work.get();
    } finally {
      worked(System.nanoTime() - start);
    }
  }

  /** So much of the present round's work is done. */
  void worked(long nanos) {
    workedNanos += nanos;
  }

  /** Ends the round; gives the pause before the next one, in milliseconds. */
  long pauseMs() {
    roundMs = TimeUnit.NANOSECONDS.toMillis(workedNanos);
    workedNanos = 0;
    return between(PAUSE_MS, PAUSE_BY_WORK * roundMs, LONGEST_PAUSE_MS);
  }

  /** For how long a mark rests, in milliseconds. */
  long restMs() {
    return between(REST_MS, REST_BY_WORK * roundMs, LONGEST_REST_MS);
  }

  private static long between(long least, long wanted, long most) {
    return Math.max(least, Math.min(most, wanted));
  }
}
