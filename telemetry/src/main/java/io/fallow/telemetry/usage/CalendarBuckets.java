package io.fallow.telemetry.usage;

import io.fallow.telemetry.usage.UtilisationQuery.Bucket;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.time.temporal.TemporalAdjusters;
import java.util.SortedMap;
import java.util.TreeMap;

/** The buckets of a zone's calendar, and how long they are: 23 to 25 hours are a day. */
final class CalendarBuckets {

  private CalendarBuckets() {}

  /**
   * Seconds of each bucket that lie in the clock hours which start in {@code [from, to)}, and
   * before {@code end}. Buckets of which nothing lies there are absent, but those after the end.
   */
  static SortedMap<LocalDateTime, Double> lengths(
      ZoneId zone, Bucket bucket, Instant from, Instant to, Instant end) {
    long first = hourFrom(zone, from);
    long last = hourFrom(zone, to);
    SortedMap<LocalDateTime, Double> lengths = new TreeMap<>();
    LocalDateTime label = start(bucket, LocalDateTime.ofInstant(Micros.instant(first), zone));
    while (at(label, zone) < last) {
      LocalDateTime next = next(bucket, label);
      long begins = Math.max(at(label, zone), first);
      long ends = Math.min(at(next, zone), last);
      if (begins < ends) { // a clock hour that is left out has no length
        long known = Math.max(0, Math.min(ends, Micros.of(end)) - begins);
        lengths.put(label, (double) known / Micros.SECOND);
      }
      label = next;
    }
    return lengths;
  }

  /** The first start of a clock hour at or after an instant. */
  private static long hourFrom(ZoneId zone, Instant instant) {
    long time = Micros.of(instant);
    ClockHour hour = ClockHour.of(zone, time);
    return hour.start() == time ? time : hour.end();
  }

  private static long at(LocalDateTime local, ZoneId zone) {
    return Micros.of(local.atZone(zone).toInstant());
  }

  private static LocalDateTime start(Bucket bucket, LocalDateTime time) {
    return switch (bucket) {
      case HOUR -> time.truncatedTo(ChronoUnit.HOURS);
      case DAY -> time.truncatedTo(ChronoUnit.DAYS);
      case WEEK ->
          time.truncatedTo(ChronoUnit.DAYS)
              .with(TemporalAdjusters.previousOrSame(DayOfWeek.MONDAY));
    };
  }

  private static LocalDateTime next(Bucket bucket, LocalDateTime label) {
    return switch (bucket) {
      case HOUR -> label.plusHours(1);
      case DAY -> label.plusDays(1);
      case WEEK -> label.plusWeeks(1);
    };
  }
}
