package io.fallow.scheduler.idle;

import io.fallow.scheduler.calendar.TimeRange;
import io.fallow.scheduler.calendar.TimeRanges;
import java.time.Duration;
import java.time.Instant;

/**
 * Minutes, numbered from 1970 on: the grain in which windows are told. Whatever takes a part of a
 * minute takes it whole.
 */
final class Minutes {

  /** Length of a quarter-hour, the grain of the forecast. */
  static final int QUARTER = 15;

  private static final long SECONDS = 60;

  private Minutes() {}

  /** The number of the minute that holds an instant. */
  static int floor(Instant instant) {
    return Math.toIntExact(Math.floorDiv(instant.getEpochSecond(), SECONDS));
  }

  /** The number of the first minute that begins no earlier than an instant. */
  static int ceil(Instant instant) {
    int minute = floor(instant);
    return instant(minute).equals(instant) ? minute : minute + 1;
  }

  /** The whole minutes of a duration. */
  static int floor(Duration duration) {
    return (int) Math.min(Integer.MAX_VALUE, duration.toMinutes());
  }

  /** As many minutes as a duration takes, at least in part. */
  static int ceil(Duration duration) {
    return Math.toIntExact(duration.plusMinutes(1).minusNanos(1).toMinutes());
  }

  /** When a minute begins. */
  static Instant instant(int minute) {
    return Instant.ofEpochSecond(minute * SECONDS);
  }

  /** The first minute of the quarter-hour after the one that holds a minute. */
  static int nextQuarter(int minute) {
    return (Math.floorDiv(minute, QUARTER) + 1) * QUARTER;
  }

  /** All minutes of which a range holds any part. */
  static TimeRange outward(TimeRange range) {
    return new TimeRange(instant(floor(range.start())), instant(ceil(range.end())));
  }

  /** All minutes of which a set holds any part. */
  static TimeRanges outward(TimeRanges ranges) {
    return TimeRanges.of(ranges.ranges().stream().map(Minutes::outward).toList());
  }
}
