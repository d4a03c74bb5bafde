package io.fallow.sim.device;

import static java.time.DayOfWeek.FRIDAY;
import static java.time.DayOfWeek.MONDAY;
import static java.time.DayOfWeek.SUNDAY;

import java.time.DayOfWeek;
import java.time.LocalDateTime;
import java.util.EnumSet;
import java.util.Set;

/**
 * How busy a machine is in each local hour of the week: the share of the hour, 0 to 1, in which it
 * works on average. Immutable.
 */
public final class WeekPattern {

  /** Monday to Friday. */
  public static final Set<DayOfWeek> WEEKDAYS = Set.copyOf(EnumSet.range(MONDAY, FRIDAY));

  /** The whole week. */
  public static final Set<DayOfWeek> EVERY_DAY = Set.copyOf(EnumSet.range(MONDAY, SUNDAY));

  private final double[] shares;

  private WeekPattern(double[] shares) {
    this.shares = shares;
  }

  /** A machine that never works: where a pattern starts from. */
  public static WeekPattern idle() {
    return new WeekPattern(new double[7 * 24]);
  }

  /**
   * The same, but busy to a share on some days.
   *
   * @param fromHour first hour, 0 to 23
   * @param toHour hour at which it ends, up to 24
   */
  public WeekPattern busy(Set<DayOfWeek> days, int fromHour, int toHour, double share) {
    if (fromHour < 0 || toHour > 24 || fromHour >= toHour || !(share >= 0 && share <= 1)) {
      throw new IllegalArgumentException("hours run from 0 to 24 and shares from 0 to 1");
    }
    double[] changed = shares.clone();
    for (DayOfWeek day : days) {
      for (int hour = fromHour; hour < toHour; hour++) {
        changed[index(day, hour)] = share;
      }
    }
    return new WeekPattern(changed);
  }

  /** The same for one day. */
  public WeekPattern busy(DayOfWeek day, int fromHour, int toHour, double share) {
    return busy(Set.of(day), fromHour, toHour, share);
  }

  /** The share in the hour that holds a local time. */
  public double at(LocalDateTime time) {
    return at(time.getDayOfWeek(), time.getHour());
  }

  /** The share in one hour of the week. */
  public double at(DayOfWeek day, int hour) {
    return shares[index(day, hour)];
  }

  private static int index(DayOfWeek day, int hour) {
    return (day.getValue() - 1) * 24 + hour;
  }
}
