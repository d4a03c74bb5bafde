package io.fallow.scheduler.calendar;

/**
 * Time in which nobody may use an asset: maintenance, calibration, a failed check.
 *
 * @param reason for people at the owner
 */
public record Lockout(TimeRange during, String reason) {}
