package io.fallow.sim.machines;

import java.time.Duration;
import java.time.Instant;

/**
 * What a machine does, repeated: it works, stands by, and every tenth time has a fault instead.
 *
 * @param work how long it works
 * @param pause how long it stands by, or is broken
 * @param busyW power while it works, and {@code idleW} while it doesn't, in watts
 */
record Shift(Duration work, Duration pause, double busyW, double idleW) {

  private static final int FAULT_EACH = 10;

  /** What it does at a moment. */
  enum Doing {
    WORKS,
    STANDS_BY,
    IS_BROKEN
  }

  private long cycleMs() {
    return work.plus(pause).toMillis();
  }

  /** How many times it has worked to the end since 1970. */
  long cycles(Instant at) {
    long cycle = at.toEpochMilli() / cycleMs();
    boolean done = at.toEpochMilli() % cycleMs() >= work.toMillis();
    return done ? cycle + 1 : cycle;
  }

  Doing doing(Instant at) {
    long within = at.toEpochMilli() % cycleMs();
    if (within < work.toMillis()) {
      return Doing.WORKS;
    }
    boolean broken = (at.toEpochMilli() / cycleMs()) % FAULT_EACH == FAULT_EACH - 1;
    return broken ? Doing.IS_BROKEN : Doing.STANDS_BY;
  }

  /** In watts; the load of work goes up and down. */
  double power(Instant at) {
    double wave = Math.sin(at.toEpochMilli() / 2_000.0);
    return doing(at) == Doing.WORKS ? busyW * (1 + 0.1 * wave) : idleW;
  }
}
