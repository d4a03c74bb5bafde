package io.fallow.gateway.wire;

import java.time.Instant;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;

/**
 * One sample of one asset at one instant. It says what the asset does from {@code time} on, until
 * the asset's next reading, or until the asset's longest allowed gap has passed.
 *
 * @param asset the asset's code within its organisation, at most 128 characters
 * @param time event time, kept to the microsecond, within 290,000 years from now
 * @param activity what the machine itself says that it does, if it says so
 * @param powerW electrical power in watts, from 0 to below 1e12, kept in single precision
 * @param counter a count that only grows (cycles, shots, scans), not negative
 */
public record Reading(
    String asset,
    Instant time,
    Optional<Activity> activity,
    OptionalDouble powerW,
    OptionalLong counter) {

  static final int LONGEST_ASSET = 128;

  /** Checks that the reading says something, and rounds it to what is kept. */
  public Reading {
    String fault =
        fault(
            asset,
            activity.isPresent() || powerW.isPresent() || counter.isPresent(),
            powerW.orElse(0),
            counter.orElse(0));
    if (fault != null) {
      throw new IllegalArgumentException(fault);
    }
    try {
      time = Micros.toInstant(Micros.of(time));
    } catch (ArithmeticException e) {
      throw new IllegalArgumentException("time is out of range", e);
    }
    if (powerW.isPresent()) {
      powerW = OptionalDouble.of((float) powerW.getAsDouble());
    }
  }

  /**
   * What is wrong with a reading, in words; null if nothing is.
   *
   * @param powerW 0 if there is none
   * @param counter 0 if there is none
   */
  static String fault(String asset, boolean saysSomething, double powerW, long counter) {
    if (asset.isBlank()) {
      return "a reading names its asset";
    }
    if (asset.length() > LONGEST_ASSET) {
      return "an asset's code has at most " + LONGEST_ASSET + " characters";
    }
    if (!isText(asset)) {
      return "an asset's code has half of a character";
    }
    if (!saysSomething) {
      return "a reading has an activity, a power or a counter";
    }
    if (!(powerW >= 0 && powerW < 1e12)) {
      return "powerW must be at least 0 and below 1e12";
    }
    return counter < 0 ? "counter must not be negative" : null;
  }

  /** Whether no surrogate is alone: such a one cannot be written as UTF-8. */
  private static boolean isText(String asset) {
    for (int i = 0; i < asset.length(); i++) {
      if (Character.isSurrogate(asset.charAt(i))) {
        if (Character.charCount(asset.codePointAt(i)) == 1) {
          return false;
        }
        i++;
      }
    }
    return true;
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
