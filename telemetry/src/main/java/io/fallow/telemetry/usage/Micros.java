package io.fallow.telemetry.usage;

import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;

/**
 * Instants as microseconds since 1970, which is as fine as the database keeps them: sums of them
 * are exact, so it does not matter in how many steps they were added up.
 */
final class Micros {

  static final long SECOND = 1_000_000L;
  static final long HOUR = 3_600 * SECOND;
  static final long DAY = 24 * HOUR;

  /** Before and after every reading; far enough from the ends of a long to add to. */
  static final long NEVER_BEFORE = Long.MIN_VALUE / 4;

  static final long NEVER_AFTER = Long.MAX_VALUE / 4;

  private static final Duration LONGEST = Duration.ofDays(36_525);

  private static final Instant EARLIEST = Instant.parse("-9999-01-01T00:00:00Z");
  private static final Instant LATEST = Instant.parse("9999-12-31T00:00:00Z");

  private Micros() {}

  static long of(Instant instant) {
    return ChronoUnit.MICROS.between(Instant.EPOCH, instant);
  }

  static long of(OffsetDateTime time) {
    return time.toEpochSecond() * SECOND + time.getNano() / 1_000;
  }

  /** An instant that may be one of the ends of time. */
  static long bounded(Instant instant) {
    if (instant.isBefore(EARLIEST)) {
      return NEVER_BEFORE;
    }
    return instant.isAfter(LATEST) ? NEVER_AFTER : of(instant);
  }

  /** A length; one of more than a century counts as a century. */
  static long of(Duration length) {
    return (length.compareTo(LONGEST) > 0 ? LONGEST : length).toNanos() / 1_000;
  }

  static Instant instant(long micros) {
    return Instant.EPOCH.plus(micros, ChronoUnit.MICROS);
  }

  /** As the driver wants it, which takes the ends of its type for infinity. */
  static OffsetDateTime utc(long micros) {
    if (micros <= NEVER_BEFORE) {
      return OffsetDateTime.MIN;
    }
    if (micros >= NEVER_AFTER) {
      return OffsetDateTime.MAX;
    }
    return instant(micros).atOffset(ZoneOffset.UTC);
  }
}
