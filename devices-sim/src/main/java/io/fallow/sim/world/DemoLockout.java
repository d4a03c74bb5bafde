package io.fallow.sim.world;

import io.fallow.scheduler.calendar.Lockout;
import io.fallow.scheduler.calendar.TimeRange;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;

/**
 * A lock-out that lies some days after the day on which the demo world was first started.
 *
 * @param from by the facility's wall clock
 */
public record DemoLockout(int daysAhead, LocalTime from, Duration length, String reason) {

  Lockout in(ZoneId zone, Instant begun) {
    Instant start =
        LocalDate.ofInstant(begun, zone).plusDays(daysAhead).atTime(from).atZone(zone).toInstant();
    return new Lockout(TimeRange.from(start, length), reason);
  }
}
