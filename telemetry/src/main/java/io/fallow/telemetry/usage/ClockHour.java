package io.fallow.telemetry.usage;

import java.time.Instant;
import java.time.ZoneId;
import java.time.zone.ZoneOffsetTransition;
import java.time.zone.ZoneRules;

/**
 * A maximal stretch {@code [start, end)}, in microseconds, in which a facility's clocks show one
 * hour under one offset. Mostly an hour long; a change of offset within the hour cuts it.
 */
record ClockHour(long start, long end) {

  static ClockHour of(ZoneId zone, long time) {
    ZoneRules rules = zone.getRules();
    Instant instant = Micros.instant(time);
    long offset = rules.getOffset(instant).getTotalSeconds() * Micros.SECOND;
    long start = Math.floorDiv(time + offset, Micros.HOUR) * Micros.HOUR - offset;
    long end = start + Micros.HOUR;
    ZoneOffsetTransition last = rules.previousTransition(instant.plusNanos(1));
    ZoneOffsetTransition next = rules.nextTransition(instant);
    return new ClockHour(
        last == null ? start : Math.max(start, Micros.of(last.getInstant())),
        next == null ? end : Math.min(end, Micros.of(next.getInstant())));
  }

  boolean contains(long time) {
    return start <= time && time < end;
  }
}
