package io.fallow.scheduler.calendar;

import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.zone.ZoneOffsetTransition;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Function;

/**
 * Turns what a facility's wall clock shows into instants. An instant belongs to some hours or to a
 * day exactly if the clock at the facility then shows a time within them. So hours that a clock
 * change skips are missing, hours that it repeats count twice, and a day has 23, 24 or 25 hours.
 */
final class WallClock {

  private final ZoneId zone;

  WallClock(ZoneId zone) {
    this.zone = zone;
  }

  /** The instants of a range at which the clock shows a time within its day's hours. */
  TimeRanges hours(Function<LocalDate, List<DayHours>> hoursOn, TimeRange within) {
    List<TimeRange> open = new ArrayList<>();
    for (Steady steady : steadyParts(within)) {
      for (LocalDate day : steady.days()) {
        for (DayHours hours : hoursOn.apply(day)) {
          steady.add(open, day.atTime(hours.opens()), end(day, hours.closes()));
        }
      }
    }
    return TimeRanges.of(open);
  }

  /** The instants of a range at which the clock shows one of the days. */
  TimeRanges days(Set<LocalDate> days, TimeRange within) {
    List<TimeRange> all = new ArrayList<>();
    for (Steady steady : steadyParts(within)) {
      for (LocalDate day : steady.days()) {
        if (days.contains(day)) {
          steady.add(all, day.atStartOfDay(), day.plusDays(1).atStartOfDay());
        }
      }
    }
    return TimeRanges.of(all);
  }

  private static LocalDateTime end(LocalDate day, LocalTime closes) {
    return closes.equals(LocalTime.MIDNIGHT) ? day.plusDays(1).atStartOfDay() : day.atTime(closes);
  }

  /** Cuts a range at the zone's clock changes; between them the clock runs evenly. */
  private List<Steady> steadyParts(TimeRange range) {
    List<Steady> parts = new ArrayList<>();
    Instant from = range.start();
    while (from.isBefore(range.end())) {
      ZoneOffsetTransition change = zone.getRules().nextTransition(from);
      Instant to =
          change == null ? range.end() : TimeRange.earlier(change.getInstant(), range.end());
      parts.add(new Steady(new TimeRange(from, to), zone.getRules().getOffset(from)));
      from = to;
    }
    return parts;
  }

  /** A range in which the clock keeps its distance from UTC. */
  private record Steady(TimeRange range, ZoneOffset offset) {

    List<LocalDate> days() {
      LocalDate first = LocalDate.ofInstant(range.start(), offset);
      LocalDate last = LocalDate.ofInstant(range.end(), offset);
      return first.datesUntil(last.plusDays(1)).toList();
    }

    void add(List<TimeRange> ranges, LocalDateTime start, LocalDateTime end) {
      new TimeRange(start.toInstant(offset), end.toInstant(offset))
          .intersect(range)
          .ifPresent(ranges::add);
    }
  }
}
