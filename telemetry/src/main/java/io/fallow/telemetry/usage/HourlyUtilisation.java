package io.fallow.telemetry.usage;

import java.time.Instant;

/**
 * What one asset did in one clock hour of its facility. What the four sums leave of the hour was
 * not observed.
 *
 * @param hour the instant at which the clock hour starts; where a change of the zone's offset cuts
 *     a clock hour in two, each part stands for itself
 * @param inUseS seconds at work
 * @param standbyS seconds powered and waiting
 * @param offS seconds without power
 * @param faultS seconds broken down
 * @param energyWh watt-hours, as far as readings carried a power
 */
public record HourlyUtilisation(
    int assetId,
    Instant hour,
    double inUseS,
    double standbyS,
    double offS,
    double faultS,
    double energyWh) {

  /** Seconds in which it is known what the asset did. */
  public double observedS() {
    return inUseS + standbyS + offS + faultS;
  }

  /** Seconds in which the asset could have been used by somebody else. */
  public double idleS() {
    return standbyS + offS;
  }
}
