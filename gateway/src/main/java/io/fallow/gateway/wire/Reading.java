package io.fallow.gateway.wire;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;

/**
 * One sample of one asset at one instant. It says what the asset does from {@code time} on, until
 * the asset's next reading, or until the asset's longest allowed gap has passed.
 *
 * @param asset the asset's code within its organisation
 * @param time event time, kept to the microsecond
 * @param activity what the machine itself says that it does, if it says so
 * @param powerW electrical power in watts, finite and not negative
 * @param counter a count that only grows (cycles, shots, scans), not negative
 */
public record Reading(
    String asset,
    Instant time,
    Optional<Activity> activity,
    OptionalDouble powerW,
    OptionalLong counter) {

  /** Checks that the reading says something, and rounds its time down to the microsecond. */
  public Reading {
    time = time.truncatedTo(ChronoUnit.MICROS);
    if (asset.isBlank()) {
      throw new IllegalArgumentException("a reading names its asset");
    }
    if (activity.isEmpty() && powerW.isEmpty() && counter.isEmpty()) {
      throw new IllegalArgumentException("a reading has an activity, a power or a counter");
    }
    if (powerW.isPresent() && !(powerW.getAsDouble() >= 0 && powerW.getAsDouble() < 1e12)) {
      throw new IllegalArgumentException("powerW must be at least 0 and below 1e12");
    }
    if (counter.isPresent() && counter.getAsLong() < 0) {
      throw new IllegalArgumentException("counter must not be negative");
    }
  }

  /** A reading of a machine that says what it does. */
  public static Reading ofActivity(String asset, Instant time, Activity activity) {
    return new Reading(
        asset, time, Optional.of(activity), OptionalDouble.empty(), OptionalLong.empty());
  }

  /** A reading of a power meter. */
  public static Reading ofPower(String asset, Instant time, double powerW) {
    return new Reading(
        asset, time, Optional.empty(), OptionalDouble.of(powerW), OptionalLong.empty());
  }
}
