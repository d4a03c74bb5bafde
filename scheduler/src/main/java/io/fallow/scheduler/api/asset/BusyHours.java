package io.fallow.scheduler.api.asset;

import io.fallow.telemetry.usage.HourlyUtilisation;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.List;
import java.util.OptionalDouble;

/**
 * How busy an asset is by hour of the week, on its facility's clock: in-use time divided by
 * observed time. An hour of the week that was never observed has no share.
 */
final class BusyHours {

  static final int HOURS = 7 * 24;

  private final double[] inUseS = new double[HOURS];
  private final double[] observedS = new double[HOURS];

  private BusyHours() {}

  static BusyHours of(List<HourlyUtilisation> hours, ZoneId zone) {
    BusyHours week = new BusyHours();
    for (HourlyUtilisation hour : hours) {
      ZonedDateTime local = hour.hour().atZone(zone);
      int index = (local.getDayOfWeek().getValue() - 1) * 24 + local.getHour();
      week.inUseS[index] += hour.inUseS();
      week.observedS[index] += hour.observedS();
    }
    return week;
  }

  /**
   * Share of an hour of the week in use, 0 to 1.
   *
   * @param hour 0 is Monday 00:00 to 01:00
   */
  OptionalDouble share(int hour) {
    return share(inUseS[hour], observedS[hour]);
  }

  /** Hours of data behind an hour of the week. */
  double observedH(int hour) {
    return observedS[hour] / 3600;
  }

  /** Share of all observed time in use. */
  OptionalDouble share() {
    return share(sum(inUseS), sum(observedS));
  }

  /** Hours of data in all. */
  double observedH() {
    return sum(observedS) / 3600;
  }

  private static OptionalDouble share(double inUse, double observed) {
    return observed > 0 ? OptionalDouble.of(inUse / observed) : OptionalDouble.empty();
  }

  private static double sum(double[] parts) {
    double sum = 0;
    for (double part : parts) {
      sum += part;
    }
    return sum;
  }
}
