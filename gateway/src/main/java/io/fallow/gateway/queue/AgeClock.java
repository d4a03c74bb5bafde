package io.fallow.gateway.queue;

import java.time.Clock;
import java.time.Instant;
import java.util.function.LongSupplier;

/**
 * The time that a queue has lived through, which only goes forward: while the process runs, by its
 * steady clock; over the time that it was off, by the difference of the wall clock, unless that
 * went back or was plainly not set. So a clock that jumps makes no message old.
 */
final class AgeClock {

  /** Before this nobody ran this program: a machine whose clock lost its battery begins in 1970. */
  private static final long NOT_SET = Instant.parse("2026-01-01T00:00:00Z").toEpochMilli();

  private final Clock wall;
  private final LongSupplier nanos;
  private final long startNanos;
  private final long startMillis;

  AgeClock(Meta before, Clock wall, LongSupplier nanos) {
    this.wall = wall;
    this.nanos = nanos;
    this.startNanos = nanos.getAsLong();
    long off = wall.millis() - before.wallMillis();
    boolean plausible = before.wallMillis() >= NOT_SET && off > 0;
    this.startMillis = before.ageMillis() + (plausible ? off : 0);
  }

  long ageMillis() {
    return startMillis + (nanos.getAsLong() - startNanos) / 1_000_000;
  }

  long wallMillis() {
    return wall.millis();
  }
}
