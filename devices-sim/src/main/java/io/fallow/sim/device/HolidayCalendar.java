package io.fallow.sim.device;

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.Month;
import java.time.MonthDay;
import java.time.temporal.TemporalAdjusters;
import java.util.Map;
import java.util.Optional;

/** The public holidays of a region, for any year. */
public enum HolidayCalendar {
  /** Nobody ever rests. */
  NONE {
    @Override
    public Optional<String> holiday(LocalDate day) {
      return Optional.empty();
    }
  },
  /** The German state of Baden-Württemberg. */
  BADEN_WUERTTEMBERG {
    @Override
    public Optional<String> holiday(LocalDate day) {
      long afterEaster = day.toEpochDay() - easter(day.getYear()).toEpochDay();
      return first(GERMAN_DATES.get(MonthDay.from(day)), AFTER_EASTER.get(afterEaster));
    }
  },
  /** The federal holidays of the USA on which clinics and plants stand still. */
  USA {
    @Override
    public Optional<String> holiday(LocalDate day) {
      return first(US_DATES.get(MonthDay.from(day)), movingInUsa(day));
    }
  };

  private static final Map<MonthDay, String> GERMAN_DATES =
      Map.of(
          MonthDay.of(1, 1), "New Year",
          MonthDay.of(1, 6), "Epiphany",
          MonthDay.of(5, 1), "Labour Day",
          MonthDay.of(10, 3), "German Unity Day",
          MonthDay.of(11, 1), "All Saints' Day",
          MonthDay.of(12, 25), "Christmas Day",
          MonthDay.of(12, 26), "St Stephen's Day");

  private static final Map<Long, String> AFTER_EASTER =
      Map.of(
          -2L, "Good Friday",
          0L, "Easter Sunday",
          1L, "Easter Monday",
          39L, "Ascension Day",
          50L, "Whit Monday",
          60L, "Corpus Christi");

  private static final Map<MonthDay, String> US_DATES =
      Map.of(
          MonthDay.of(1, 1), "New Year's Day",
          MonthDay.of(6, 19), "Juneteenth",
          MonthDay.of(7, 4), "Independence Day",
          MonthDay.of(12, 25), "Christmas Day");

  /** The name of the holiday that a day is, if it is one. */
  public abstract Optional<String> holiday(LocalDate day);

  private static Optional<String> first(String one, String other) {
    return Optional.ofNullable(one == null ? other : one);
  }

  private static String movingInUsa(LocalDate day) {
    LocalDate month = day.withDayOfMonth(1);
    if (day.getMonth() == Month.MAY
        && day.equals(month.with(TemporalAdjusters.lastInMonth(DayOfWeek.MONDAY)))) {
      return "Memorial Day";
    }
    if (day.getMonth() == Month.SEPTEMBER
        && day.equals(month.with(TemporalAdjusters.firstInMonth(DayOfWeek.MONDAY)))) {
      return "Labor Day";
    }
    boolean thanksgiving =
        day.getMonth() == Month.NOVEMBER
            && day.equals(month.with(TemporalAdjusters.dayOfWeekInMonth(4, DayOfWeek.THURSDAY)));
    return thanksgiving ? "Thanksgiving" : null;
  }

  /** Easter Sunday of the Gregorian calendar (Meeus, Jones and Butcher's rule). */
  private static LocalDate easter(int year) {
    int a = year % 19;
    int b = year / 100;
    int c = year % 100;
    int h = (19 * a + b - b / 4 - (b - (b + 8) / 25 + 1) / 3 + 15) % 30;
    int l = (32 + 2 * (b % 4) + 2 * (c / 4) - h - c % 4) % 7;
    int m = (a + 11 * h + 22 * l) / 451;
    int n = h + l - 7 * m + 114;
    return LocalDate.of(year, n / 31, n % 31 + 1);
  }
}
