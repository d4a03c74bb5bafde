package io.fallow.scheduler.api.calendar;

import io.fallow.scheduler.api.contract.Inputs;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;

/** The days that a request asks about, both ends included. */
record DayRange(LocalDate from, LocalDate until) {

  /** Reads {@code from}, by default today, and {@code until}; tells a wrong order or length. */
  static DayRange read(
      Inputs inputs, String in, ZoneId zone, Instant now, int byDefault, int longest) {
    LocalDate from = inputs.date("from").orElse(LocalDate.ofInstant(now, zone));
    LocalDate until = inputs.date("until").orElse(from.plusDays(byDefault));
    if (until.isBefore(from)) {
      inputs.fault(in, "until", "order", "must not be before from");
    } else if (ChronoUnit.DAYS.between(from, until) > longest) {
      inputs.fault(in, "until", "range", "must be at most " + longest + " days after from");
    }
    return new DayRange(from, until);
  }

  /** Those of a query: a year by default, 400 days at most. */
  static DayRange ofQuery(Inputs inputs, ZoneId zone, Instant now) {
    return read(inputs, "query", zone, now, 365, 400);
  }
}
