package io.fallow.scheduler.calendar;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * How an asset stands with its calibration.
 *
 * @param limits empty if it needs none
 * @param calibrated when it was last passed
 * @param dueAt when it is over by date
 * @param used the time in use since then, if that is limited
 * @param runTimeLeft how much more can be booked
 * @param records newest first
 */
public record Calibration(
    Optional<CalibrationLimits> limits,
    Optional<Instant> calibrated,
    Optional<Instant> dueAt,
    Optional<Duration> used,
    Optional<Duration> runTimeLeft,
    List<CalibrationRecord> records) {

  /** Takes a copy. */
  public Calibration {
    records = List.copyOf(records);
  }
}
