package io.fallow.scheduler.calendar;

import java.time.Instant;

/**
 * A calibration or check of quality that was done.
 *
 * @param by {@code person@organisation}
 */
public record CalibrationRecord(Instant at, boolean passed, String note, String by) {}
