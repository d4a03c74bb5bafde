package io.fallow.scheduler.calendar;

import java.time.LocalTime;

/**
 * Hours of one day, as a wall clock shows them.
 *
 * @param opens first moment within
 * @param closes first moment no longer within; {@link LocalTime#MIDNIGHT} is the day's end
 */
public record DayHours(LocalTime opens, LocalTime closes) {

  /** Checks the order. */
  public DayHours {
    if (!areOrdered(opens, closes)) {
      throw new IllegalArgumentException(
          "hours end on their own day, after they start: " + opens + " .. " + closes);
    }
  }

  /** Whether the two times are hours of one day. */
  public static boolean areOrdered(LocalTime opens, LocalTime closes) {
    return closes.equals(LocalTime.MIDNIGHT) || opens.isBefore(closes);
  }

  /** The day's end as people and the database write it: 24:00. */
  public String closesText() {
    return closes.equals(LocalTime.MIDNIGHT) ? "24:00" : closes.toString();
  }
}
