package io.fallow.telemetry.forecast;

/**
 * What is remembered of an asset's weeks: shares of idle quarter-hours that fade with time, each
 * drawn to a broader one. Not for several threads.
 */
final class WeekMemory {

  private static final int KINDS = 3 * WallQuarters.DAY;
  private static final int SATURDAY = 5;
  private static final int SUNDAY = 6 * WallQuarters.DAY;

  private final TypePattern type;
  private final Tuning tuning;
  private final Fading overall;
  private final Fading pattern;
  private final Fading hour;
  private final Fading quarter;
  private final Fading recent;
  private final Mix holiday;
  private final int[] observed = new int[WallQuarters.WEEK];

  WeekMemory(TypePattern type, Tuning tuning) {
    this.type = type;
    this.tuning = tuning;
    overall = new Fading(1, tuning.patternHalfLife());
    pattern = new Fading(KINDS, tuning.patternHalfLife());
    hour = new Fading(7 * 24, tuning.hourHalfLife());
    quarter = new Fading(WallQuarters.WEEK, tuning.quarterHalfLife());
    recent = new Fading(KINDS, tuning.recentHalfLife());
    holiday = new Mix(tuning.holiday());
  }

  /** Of a holiday is learnt only how much of a Sunday it is. */
  void learn(int ofWeek, boolean isHoliday, int day, boolean idle) {
    if (isHoliday) {
      holiday.learn(steady(ofWeek, day), steady(sunday(ofWeek), day), idle, day);
      return;
    }
    overall.add(0, day, 1.0 / WallQuarters.DAY, idle);
    pattern.add(ofKind(ofWeek), day, 1, idle);
    hour.add(ofWeek / 4, day, 1, idle);
    quarter.add(ofWeek, day, 1, idle);
    recent.add(ofKind(ofWeek), day, 1, idle);
    observed[ofWeek]++;
  }

  Guesses guesses(int ofWeek, boolean isHoliday, int day) {
    if (!isHoliday) {
      return new Guesses(steady(ofWeek, day), lively(ofWeek, day));
    }
    int sunday = sunday(ofWeek);
    return new Guesses(
        holiday.of(steady(ofWeek, day), steady(sunday, day), day),
        holiday.of(lively(ofWeek, day), lively(sunday, day), day));
  }

  private double usual(int ofWeek, int day) {
    double mean = overall.mean(0, day, 0.5, 2);
    int ofKind = ofKind(ofWeek);
    return pattern.mean(ofKind, day, type.at(ofKind, mean), tuning.patternPull());
  }

  private double steady(int ofWeek, int day) {
    double byHour = hour.mean(ofWeek / 4, day, usual(ofWeek, day), tuning.hourPull());
    return quarter.mean(ofWeek, day, byHour, tuning.quarterPull());
  }

  private double lively(int ofWeek, int day) {
    double byQuarter = quarter.mean(ofWeek, day, usual(ofWeek, day), tuning.quarterPull());
    double lately = recent.mean(ofKind(ofWeek), day, byQuarter, tuning.recentPull());
    return LogOdds.chance(
        tuning.quarterWeight() * LogOdds.of(byQuarter)
            + tuning.recentWeight() * LogOdds.of(lately));
  }

  /** The quarter-hour of a working day, a Saturday, or a Sunday. */
  private static int ofKind(int ofWeek) {
    int kind = Math.max(0, ofWeek / WallQuarters.DAY - SATURDAY + 1);
    return kind * WallQuarters.DAY + ofWeek % WallQuarters.DAY;
  }

  private static int sunday(int ofWeek) {
    return SUNDAY + ofWeek % WallQuarters.DAY;
  }

  /** In how many weeks an hour of the week was observed. */
  double weeks(int ofWeek, boolean isHoliday) {
    int of = (isHoliday ? sunday(ofWeek) : ofWeek) / 4 * 4;
    return (observed[of] + observed[of + 1] + observed[of + 2] + observed[of + 3]) / 4.0;
  }
}
