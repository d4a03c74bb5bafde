package io.fallow.scheduler.policy;

import io.fallow.scheduler.calendar.TimeRange;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.temporal.TemporalAdjusters;
import java.util.ArrayList;
import java.util.List;

/** Weeks and months of a facility's calendar, as hours are counted in. */
public enum CalendarSpan {
  /** From Monday to Monday: 167 or 169 hours where the clock changes by one. */
  WEEK("week") {
    @Override
    LocalDate first(LocalDate day) {
      return day.with(TemporalAdjusters.previousOrSame(DayOfWeek.MONDAY));
    }

    @Override
    LocalDate next(LocalDate first) {
      return first.plusWeeks(1);
    }
  },
  /** From the first of a month to that of the next. */
  MONTH("month") {
    @Override
    LocalDate first(LocalDate day) {
      return day.withDayOfMonth(1);
    }

    @Override
    LocalDate next(LocalDate first) {
      return first.plusMonths(1);
    }
  };

  private final String word;

  CalendarSpan(String word) {
    this.word = word;
  }

  /** What people call it. */
  public String word() {
    return word;
  }

  abstract LocalDate first(LocalDate day);

  abstract LocalDate next(LocalDate first);

  /** The weeks or months that share any time with a range, in order and without a gap. */
  public List<TimeRange> touching(TimeRange range, ZoneId zone) {
    List<TimeRange> spans = new ArrayList<>();
    LocalDate first = first(LocalDate.ofInstant(range.start(), zone));
    TimeRange span = span(first, zone);
    while (span.start().isBefore(range.end())) {
      if (span.overlaps(range)) {
        spans.add(span);
      }
      first = next(first);
      span = span(first, zone);
    }
    return spans;
  }

  private TimeRange span(LocalDate first, ZoneId zone) {
    return new TimeRange(
        first.atStartOfDay(zone).toInstant(), next(first).atStartOfDay(zone).toInstant());
  }
}
