package io.fallow.scheduler.calendar;

import java.time.DayOfWeek;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A weekday of a rule: every one, or one of a month or year, counted from its start or its end.
 *
 * @param nth 0 for every one
 */
record NthDay(int nth, DayOfWeek day) {

  private static final Pattern TEXT = Pattern.compile("([+-]?[0-9]{1,2})?(MO|TU|WE|TH|FR|SA|SU)");
  private static final String DAYS = "MOTUWETHFRSASU";

  static Optional<NthDay> parse(String text) {
    Matcher match = TEXT.matcher(text);
    if (!match.matches()) {
      return Optional.empty();
    }
    int nth = match.group(1) == null ? 0 : Integer.parseInt(match.group(1));
    return match.group(1) != null && (nth == 0 || Math.abs(nth) > 53)
        ? Optional.empty()
        : Optional.of(new NthDay(nth, DayOfWeek.of(DAYS.indexOf(match.group(2)) / 2 + 1)));
  }

  /** Whether a day of this weekday is the one that is meant in its month or year. */
  boolean isMeant(DayOfWeek weekday, int dayOf, int length) {
    return weekday == day
        && (nth == 0 || nth == (dayOf - 1) / 7 + 1 || nth == -((length - dayOf) / 7 + 1));
  }
}
