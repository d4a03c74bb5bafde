package io.fallow.scheduler.calendar;

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumSet;
import java.util.List;

/**
 * Hours of one weekday in which the owner shares, as a wall clock at the facility shows them.
 *
 * @param validity the days by the facility's calendar on which this holds
 */
public record WeeklyOpening(DayOfWeek day, DayHours hours, Validity validity) {

  /** Hours that always hold. */
  public WeeklyOpening(DayOfWeek day, LocalTime opens, LocalTime closes) {
    this(day, new DayHours(opens, closes), Validity.ALWAYS);
  }

  /** The same hours, on some days only. */
  public WeeklyOpening during(Validity days) {
    return new WeeklyOpening(day, hours, days);
  }

  /** First moment within. */
  public LocalTime opens() {
    return hours.opens();
  }

  /** First moment no longer within; {@link LocalTime#MIDNIGHT} is the day's end. */
  public LocalTime closes() {
    return hours.closes();
  }

  /** Whether these are hours of the day. */
  boolean isOn(LocalDate date) {
    return day == date.getDayOfWeek() && validity.holdsOn(date);
  }

  /**
   * The same hours on several days, such as {@code on(weekdays, "18:00", "06:00")}. Hours that end
   * no later than they start run into the next day. The day's end may be written {@code 24:00}.
   *
   * @throws java.time.DateTimeException for a text that is no time of day
   */
  public static List<WeeklyOpening> on(Collection<DayOfWeek> days, String opens, String closes) {
    LocalTime from = LocalTime.parse(opens);
    LocalTime to = closes.equals("24:00") ? LocalTime.MIDNIGHT : LocalTime.parse(closes);
    List<WeeklyOpening> openings = new ArrayList<>();
    for (DayOfWeek day : days) {
      if (to.equals(LocalTime.MIDNIGHT) || from.isBefore(to)) {
        openings.add(new WeeklyOpening(day, from, to));
      } else {
        openings.add(new WeeklyOpening(day, from, LocalTime.MIDNIGHT));
        openings.add(new WeeklyOpening(day.plus(1), LocalTime.MIDNIGHT, to));
      }
    }
    return openings;
  }

  /** Every day around the clock. */
  public static List<WeeklyOpening> always() {
    return on(EnumSet.allOf(DayOfWeek.class), "00:00", "24:00");
  }
}
