package io.fallow.scheduler.group;

import io.fallow.scheduler.calendar.Fault;
import io.fallow.scheduler.calendar.LocalTimes;
import io.fallow.scheduler.calendar.TimeRange;
import java.time.Duration;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.Optional;

/**
 * One time of a series.
 *
 * @param number from 1, in order of time
 * @param local what the clock at the facility shows at its start
 * @param during from that moment on, as long as each time of the series; near it, where a clock
 *     change leaves open which moment is meant
 * @param clock why {@code local} names no moment, or two
 */
public record Occurrence(int number, LocalDateTime local, TimeRange during, Optional<Fault> clock) {

  static Occurrence of(int number, LocalDateTime local, Duration length, ZoneId zone) {
    TimeRange during = TimeRange.from(local.atZone(zone).toInstant(), length);
    return new Occurrence(number, local, during, LocalTimes.fault("localStart", local, zone));
  }
}
