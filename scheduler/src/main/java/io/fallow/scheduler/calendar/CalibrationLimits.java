package io.fallow.scheduler.calendar;

import java.time.Duration;
import java.util.Optional;

/**
 * How long a calibration is valid: at least one of the two.
 *
 * @param days by the facility's calendar; it is over when the day that comes so many days later
 *     begins
 * @param runTime in use, as telemetry counts it
 */
public record CalibrationLimits(Optional<Integer> days, Optional<Duration> runTime) {

  /** Checks that there is one. */
  public CalibrationLimits {
    if (days.isEmpty() && runTime.isEmpty()) {
      throw new IllegalArgumentException("a calibration is limited by days, run time or both");
    }
  }
}
