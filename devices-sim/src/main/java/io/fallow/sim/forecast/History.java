package io.fallow.sim.forecast;

import io.fallow.telemetry.forecast.QuarterHours;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.Set;

/**
 * What one machine did, of which a part is kept back for scoring.
 *
 * @param holidays of its facility
 * @param scoredFrom the instant from which on it is scored
 */
record History(
    String name, ZoneId zone, Set<LocalDate> holidays, QuarterHours seen, Instant scoredFrom) {

  private static final int QUARTERS_OF_DAY = 96;

  History {
    holidays = Set.copyOf(holidays);
  }

  /** The index of the first quarter-hour that is scored. */
  int firstScored() {
    return (int) (QuarterHours.number(scoredFrom) - seen.first());
  }

  /** The quarter of the week of each quarter-hour, on the wall clock; holidays are no exception. */
  int[] quartersOfWeek() {
    int[] quarters = new int[seen.count()];
    for (int i = 0; i < quarters.length; i++) {
      LocalDateTime clock = LocalDateTime.ofInstant(QuarterHours.start(seen.first() + i), zone);
      quarters[i] =
          (clock.getDayOfWeek().getValue() - 1) * QUARTERS_OF_DAY
              + clock.toLocalTime().toSecondOfDay() / QuarterHours.SECONDS;
    }
    return quarters;
  }
}
