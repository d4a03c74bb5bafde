package io.fallow.scheduler.policy;

import io.fallow.scheduler.calendar.TimeRange;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;

/**
 * The instants at which bookings may start and end: those at which the facility's wall clock shows
 * a whole number of steps since midnight. So a length is a whole number of steps, but for a booking
 * across a clock change: it is as much shorter or longer as the clock jumps. Times that the clock
 * skips are not there, those that it repeats are there twice. Pure.
 *
 * @param step divides a day
 */
public record Grid(Duration step, ZoneId zone) {

  private static final long DAY_S = 86_400;

  /** Beyond these no clock is known to change; nobody books there either. */
  private static final Instant EARLIEST = Instant.parse("1900-01-01T00:00:00Z");

  private static final Instant LATEST = Instant.parse("2300-01-01T00:00:00Z");

  /** Checks that a day is a whole number of steps. */
  public Grid {
    if (!divides(step)) {
      throw new IllegalArgumentException("a day is a whole number of steps, and not of " + step);
    }
  }

  /** Whether a step divides a day, in whole seconds. */
  static boolean divides(Duration step) {
    return step.equals(step.truncatedTo(ChronoUnit.SECONDS))
        && step.toSeconds() > 0
        && DAY_S % step.toSeconds() == 0;
  }

  /** Whether the instant lies on the grid. */
  public boolean holds(Instant instant) {
    return instant.equals(second(instant)) && past(instant, offset(instant)) == 0;
  }

  /** Whether start and end lie on the grid. */
  public boolean holds(TimeRange range) {
    return holds(range.start()) && holds(range.end());
  }

  private static Instant second(Instant instant) {
    return instant.truncatedTo(ChronoUnit.SECONDS);
  }

  /** Seconds since the last step, by a clock of some offset. */
  private long past(Instant instant, long offsetS) {
    return Math.floorMod(instant.getEpochSecond() + offsetS, DAY_S) % step.toSeconds();
  }

  private long offset(Instant instant) {
    Instant known =
        instant.isBefore(EARLIEST) ? EARLIEST : instant.isAfter(LATEST) ? LATEST : instant;
    return zone.getRules().getOffset(known).getTotalSeconds();
  }
}
