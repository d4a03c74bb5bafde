package io.fallow.scheduler.calendar;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Time that recurs by a rule, each time equally long by a stop-watch, whatever clocks do meanwhile.
 * Checked: {@link #parse} makes one.
 */
public final class RecurringTime {

  /** The longest single time. */
  public static final Duration LONGEST = Duration.ofDays(31);

  private final String rule;
  private final LocalDateTime start;
  private final ZoneId zone;
  private final Duration length;
  private final List<LocalDateTime> exceptions;
  private final Recurrence recurrence;

  private RecurringTime(
      String rule,
      LocalDateTime start,
      ZoneId zone,
      Duration length,
      List<LocalDateTime> exceptions,
      Recurrence recurrence) {
    this.rule = rule;
    this.start = start;
    this.zone = zone;
    this.length = length;
    this.exceptions = List.copyOf(exceptions);
    this.recurrence = recurrence;
  }

  /**
   * Checks all of it; faults are about {@code rule}, {@code start}, {@code exceptions} and {@code
   * duration}.
   *
   * @see Recurrence#parse
   */
  public static Checked<RecurringTime> parse(
      String rule,
      LocalDateTime start,
      ZoneId zone,
      Duration length,
      List<LocalDateTime> exceptions) {
    List<Fault> faults = new ArrayList<>(lengthFaults(length));
    return Recurrence.parse(rule, start, zone, exceptions)
        .fold(
            recurrence ->
                faults.isEmpty()
                    ? new Checked.Valid<>(
                        new RecurringTime(rule, start, zone, length, exceptions, recurrence))
                    : new Checked.Faulty<>(faults),
            wrong -> {
              faults.addAll(wrong);
              return new Checked.Faulty<>(faults);
            });
  }

  private static List<Fault> lengthFaults(Duration length) {
    if (length.isNegative() || length.isZero() || length.compareTo(LONGEST) > 0) {
      return List.of(
          new Fault(
              "duration",
              "out-of-range",
              "is not more than 0 and at most " + LONGEST.toDays() + " days"));
    }
    return length.equals(length.truncatedTo(ChronoUnit.MINUTES))
        ? List.of()
        : List.of(new Fault("duration", "format", "is not in whole minutes"));
  }

  /** The times that reach into a range, cut to it, ascending. */
  public List<TimeRange> within(TimeRange range) {
    List<TimeRange> times = new ArrayList<>();
    TimeRange reach = new TimeRange(range.start().minus(length), range.end());
    for (TimeRange part : parts(reach)) {
      for (ZonedDateTime at : recurrence.occurrences(part)) {
        TimeRange.from(at.toInstant(), length).intersect(range).ifPresent(times::add);
      }
    }
    return times;
  }

  private static List<TimeRange> parts(TimeRange range) {
    List<TimeRange> parts = new ArrayList<>();
    Instant from = range.start();
    while (from.isBefore(range.end())) {
      Instant to = TimeRange.earlier(from.plus(Recurrence.LONGEST), range.end());
      parts.add(new TimeRange(from, to));
      from = to;
    }
    return parts;
  }

  /** From when on it may recur. */
  public Instant begin() {
    return start.atZone(zone).toInstant();
  }

  /** From when on it certainly doesn't any more; empty for what recurs for ever. */
  public Optional<Instant> end() {
    return recurrence.end().map(last -> last.plus(length));
  }

  public String rule() {
    return rule;
  }

  /** On the clock of the zone. */
  public LocalDateTime start() {
    return start;
  }

  public ZoneId zone() {
    return zone;
  }

  public Duration length() {
    return length;
  }

  /** On the clock of the zone. */
  public List<LocalDateTime> exceptions() {
    return exceptions;
  }
}
