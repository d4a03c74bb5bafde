package io.fallow.scheduler.policy;

import java.time.Duration;

/** Lengths of time in words. */
public final class Durations {

  private Durations() {}

  /** ISO 8601, in days where they are whole: {@code P14D}, {@code PT1H30M}. */
  public static String text(Duration length) {
    boolean days = !length.isZero() && length.equals(Duration.ofDays(length.toDays()));
    return days ? "P" + length.toDays() + "D" : length.toString();
  }

  /** For people: {@code 14 days}, {@code 90 minutes}, {@code 1 hour}. */
  public static String words(Duration length) {
    if (length.toSeconds() % 86_400 == 0 && !length.isZero()) {
      return count(length.toDays(), "day");
    }
    if (length.toSeconds() % 3_600 == 0 && !length.isZero()) {
      return count(length.toHours(), "hour");
    }
    return length.toSeconds() % 60 == 0
        ? count(length.toMinutes(), "minute")
        : count(length.toSeconds(), "second");
  }

  /** Hours, as people count them: {@code 20 h}, {@code 7.5 h}. */
  public static String hours(Duration length) {
    double hours = Math.round(length.toSeconds() / 36.0) / 100.0;
    return (hours == Math.rint(hours) ? String.valueOf((long) hours) : String.valueOf(hours))
        + " h";
  }

  private static String count(long number, String unit) {
    return number + " " + unit + (number == 1 ? "" : "s");
  }
}
