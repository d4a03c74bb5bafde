package io.fallow.telemetry.usage;

import io.fallow.gateway.wire.Activity;

/**
 * The sums of one clock hour. Times are whole microseconds and therefore exact; energy is added in
 * order of time, so that it too comes out the same to the last bit however often the sum was put
 * down and taken up again.
 */
final class HourSums {

  private static final double MICROS_OF_A_SECOND = Micros.SECOND;
  private static final double MICROS_OF_AN_HOUR = Micros.HOUR;

  private final long hour;
  private final long[] micros = new long[Activity.values().length];
  private double energyWh;

  private HourSums(long hour) {
    this.hour = hour;
  }

  /** Nothing yet, for the hour that starts at this instant. */
  static HourSums empty(long hour) {
    return new HourSums(hour);
  }

  /** Takes up stored sums. */
  static HourSums of(HourlyUtilisation stored) {
    HourSums sums = new HourSums(Micros.of(stored.hour()));
    sums.set(Activity.IN_USE, stored.inUseS());
    sums.set(Activity.STANDBY, stored.standbyS());
    sums.set(Activity.OFF, stored.offS());
    sums.set(Activity.FAULT, stored.faultS());
    sums.energyWh = stored.energyWh();
    return sums;
  }

  private void set(Activity activity, double seconds) {
    micros[activity.code()] = Math.round(seconds * MICROS_OF_A_SECOND);
  }

  /** Adds so many microseconds of an activity. */
  void add(int activity, long length) {
    micros[activity] += length;
  }

  /** Adds the energy of so many microseconds at a power in watts. */
  void addEnergy(float powerW, long length) {
    energyWh += (double) powerW * length / MICROS_OF_AN_HOUR;
  }

  long hour() {
    return hour;
  }

  /** Whether there is nothing in it worth a row. */
  boolean isBlank() {
    return energyWh == 0 && observed() == 0;
  }

  private long observed() {
    long sum = 0;
    for (Activity activity : Activity.values()) {
      sum += activity == Activity.UNKNOWN ? 0 : micros[activity.code()];
    }
    return sum;
  }

  HourlyUtilisation utilisation(int assetId) {
    return new HourlyUtilisation(
        assetId,
        Micros.instant(hour),
        seconds(Activity.IN_USE),
        seconds(Activity.STANDBY),
        seconds(Activity.OFF),
        seconds(Activity.FAULT),
        energyWh);
  }

  private double seconds(Activity activity) {
    return micros[activity.code()] / MICROS_OF_A_SECOND;
  }
}
