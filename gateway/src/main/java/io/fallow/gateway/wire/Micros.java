package io.fallow.gateway.wire;

import java.time.Instant;

/** Instants as microseconds since 1970 UTC. */
final class Micros {

  private static final long A_SECOND = 1_000_000;

  private Micros() {}

  /**
   * Rounds down.
   *
   * @throws ArithmeticException some 292,000 years from now
   */
  static long of(Instant time) {
    return ofSeconds(time.getEpochSecond(), time.getNano());
  }

  private static long ofSeconds(long seconds, int nanos) {
    return seconds < 0 // towards 0 first, as the earliest second is not a whole one
        ? Math.addExact(Math.multiplyExact(seconds + 1, A_SECOND), nanos / 1_000 - A_SECOND)
        : Math.addExact(Math.multiplyExact(seconds, A_SECOND), nanos / 1_000);
  }

  static Instant toInstant(long micros) {
    return Instant.ofEpochSecond(
        Math.floorDiv(micros, A_SECOND), Math.floorMod(micros, A_SECOND) * 1_000);
  }
}
