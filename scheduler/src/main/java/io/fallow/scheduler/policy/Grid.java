package io.fallow.scheduler.policy;

import io.fallow.scheduler.calendar.TimeRange;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.time.zone.ZoneOffsetTransition;
import java.time.zone.ZoneRules;
import java.util.Optional;

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

  /** The longest part of a range that starts and ends on the grid; empty if there is none. */
  public Optional<TimeRange> within(TimeRange range) {
    return TimeRange.between(atOrAfter(range.start()), atOrBefore(range.end()));
  }

  /** The first instant of the grid that isn't before an instant between 1900 and 2300. */
  public Instant atOrAfter(Instant instant) {
    Instant from = instant;
    while (true) {
      Instant next = ceiling(from);
      ZoneOffsetTransition change = rules().nextTransition(from);
      if (change == null || next.isBefore(change.getInstant())) {
        return next;
      }
      from = change.getInstant();
      if (holds(from)) {
        return from;
      }
    }
  }

  /** The last instant of the grid that isn't after an instant between 1900 and 2300. */
  public Instant atOrBefore(Instant instant) {
    Instant from = instant;
    while (true) {
      Instant last = second(from).minusSeconds(past(from, offset(from)));
      ZoneOffsetTransition change = rules().previousTransition(from.plusNanos(1));
      if (change == null || !last.isBefore(change.getInstant())) {
        return last;
      }
      from = change.getInstant().minusNanos(1);
    }
  }

  private static Instant second(Instant instant) {
    return instant.truncatedTo(ChronoUnit.SECONDS);
  }

  private Instant ceiling(Instant instant) {
    Instant second = second(instant);
    second = second.equals(instant) ? second : second.plusSeconds(1);
    long past = past(second, offset(instant));
    return past == 0 ? second : second.plusSeconds(step.toSeconds() - past);
  }

  /** Seconds since the last step, by a clock of some offset. */
  private long past(Instant instant, long offsetS) {
    return Math.floorMod(instant.getEpochSecond() + offsetS, DAY_S) % step.toSeconds();
  }

  private long offset(Instant instant) {
    Instant known =
        instant.isBefore(EARLIEST) ? EARLIEST : instant.isAfter(LATEST) ? LATEST : instant;
    return rules().getOffset(known).getTotalSeconds();
  }

  private ZoneRules rules() {
    return zone.getRules();
  }
}
