package io.fallow.scheduler.booking;

import io.fallow.scheduler.calendar.TimeRange;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** The time in which weeks and months are counted at all. */
final class QuotaTime {

  static final Duration BACK = Duration.ofDays(62);
  static final Duration AHEAD = Duration.ofDays(400);

  private QuotaTime() {}

  /** That part of a booking; a wish for years is refused for being one, and not counted. */
  static Optional<TimeRange> of(TimeRange during, Instant now) {
    return during.intersect(new TimeRange(now.minus(BACK), now.plus(AHEAD)));
  }
}
