package io.fallow.scheduler.calendar;

/**
 * Time in which nobody may use an asset: maintenance, calibration, a failed check.
 *
 * @param id what it is kept under, the same for each time of a recurring one; 0 for what is worked
 *     out and not kept, such as a calibration that runs out
 * @param reason for people at the owner
 */
public record Lockout(int id, LockoutKind kind, TimeRange during, String reason) {

  /** A lock-out of no special kind that is not kept yet. */
  public Lockout(TimeRange during, String reason) {
    this(0, LockoutKind.OTHER, during, reason);
  }
}
