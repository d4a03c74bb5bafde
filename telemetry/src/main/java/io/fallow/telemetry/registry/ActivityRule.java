package io.fallow.telemetry.registry;

import io.fallow.gateway.wire.Activity;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalDouble;

/** How a reading of an asset becomes the asset's activity, and for how long the reading speaks. */
public sealed interface ActivityRule {

  /** After this long without a reading nobody knows what the asset does. Positive. */
  Duration maxGap();

  /**
   * What the asset does according to one reading.
   *
   * @param reported what the machine itself said, if it said so
   * @param powerW power in watts, if it was measured
   * @return never null; {@link Activity#UNKNOWN} where the reading doesn't tell
   */
  Activity activityOf(Optional<Activity> reported, OptionalDouble powerW);

  /** The machine says itself what it does; its power decides nothing. */
  record Reported(Duration maxGap) implements ActivityRule {

    /** Checks the gap. */
    public Reported {
      requirePositive(maxGap);
    }

    @Override
    public Activity activityOf(Optional<Activity> reported, OptionalDouble powerW) {
      return reported.orElse(Activity.UNKNOWN);
    }
  }

  /**
   * Power tells: at or above {@code inUseAboveW} the asset is in use, at or above {@code
   * standbyAboveW} in standby, below it off. A fault that the machine reports counts whatever its
   * power, and without a power what the machine reports counts.
   *
   * @param inUseAboveW watts, not below {@code standbyAboveW}
   * @param standbyAboveW watts, not negative
   */
  record PowerThreshold(double inUseAboveW, double standbyAboveW, Duration maxGap)
      implements ActivityRule {

    /** Checks the order of the thresholds and the gap. */
    public PowerThreshold {
      requirePositive(maxGap);
      boolean ordered = 0 <= standbyAboveW && standbyAboveW <= inUseAboveW;
      if (!ordered || Double.isInfinite(inUseAboveW)) {
        throw new IllegalArgumentException(
            "thresholds are finite and 0 <= standbyAboveW <= inUseAboveW");
      }
    }

    @Override
    public Activity activityOf(Optional<Activity> reported, OptionalDouble powerW) {
      Activity said = reported.orElse(Activity.UNKNOWN);
      if (said == Activity.FAULT || powerW.isEmpty()) {
        return said;
      }
      double power = powerW.getAsDouble();
      if (power >= inUseAboveW) {
        return Activity.IN_USE;
      }
      return power >= standbyAboveW ? Activity.STANDBY : Activity.OFF;
    }
  }

  private static void requirePositive(Duration maxGap) {
    if (maxGap.isZero() || maxGap.isNegative()) {
      throw new IllegalArgumentException("maxGap is positive");
    }
  }
}
