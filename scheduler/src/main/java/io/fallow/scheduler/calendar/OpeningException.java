package io.fallow.scheduler.calendar;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;

/**
 * A single day on which other hours hold than the week's.
 *
 * @param day by the facility's wall clock
 * @param hours none on a day that is closed
 * @param reason for people
 */
public record OpeningException(LocalDate day, List<DayHours> hours, String reason) {

  /** Takes a copy. */
  public OpeningException {
    hours = List.copyOf(hours);
  }

  /** This day with the hours of the other as well. */
  OpeningException with(OpeningException other) {
    List<DayHours> all = new ArrayList<>(hours);
    all.addAll(other.hours);
    return new OpeningException(day, all, reason);
  }
}
