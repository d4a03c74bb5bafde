package io.fallow.scheduler.calendar;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What an asset's calibration lets it do. It is valid through the end of a use if that ends by the
 * due date, and if all time in use since the calibration, with all that is reserved and the use
 * itself, stays within the run time. All that is reserved: so a new booking never makes one that
 * was accepted before invalid, whichever of them comes first.
 *
 * <p>What is left of the run time therefore is the longest use that can be booked, wherever it
 * lies. Once that is nothing worth booking, all time that isn't reserved is locked out; and once
 * more was used than allowed, the reserved time as well.
 *
 * <p>Pure: both the windows and the check of a booking ask this.
 *
 * @param calibrated when it was last passed; empty for never, which locks out all time
 * @param used the time in use since then
 * @param reserved live reservations, as far as telemetry has not counted their time yet
 */
record CalibrationState(
    CalibrationLimits limits,
    Optional<Instant> calibrated,
    Duration used,
    TimeRanges reserved,
    ZoneId zone) {

  /** Less than this isn't worth booking. */
  static final Duration LEAST = Duration.ofMinutes(1);

  /** When it is over by date. */
  Optional<Instant> dueAt() {
    return calibrated.flatMap(
        done ->
            limits
                .days()
                .map(days -> done.atZone(zone).toLocalDate().plusDays(days))
                .map(due -> due.atStartOfDay(zone).toInstant()));
  }

  /** How much more can be booked; empty where run time doesn't matter. */
  Optional<Duration> runTimeLeft() {
    return limits
        .runTime()
        .map(limit -> limit.minus(used).minus(reserved.length()))
        .map(left -> left.isNegative() ? Duration.ZERO : left);
  }

  /** The time of a range that is locked out. */
  List<Lockout> lockouts(TimeRange within) {
    List<Lockout> lockouts = new ArrayList<>();
    if (calibrated.isEmpty()) {
      lockouts.add(lockout(within, "never calibrated"));
      return lockouts;
    }
    dueAt()
        .flatMap(due -> TimeRange.between(TimeRange.later(due, within.start()), within.end()))
        .ifPresent(overdue -> lockouts.add(lockout(overdue, "calibration due")));
    usedUp(within).forEach(time -> lockouts.add(lockout(time, "calibrated run time used up")));
    return lockouts;
  }

  private List<TimeRange> usedUp(TimeRange within) {
    if (runTimeLeft().filter(left -> left.compareTo(LEAST) < 0).isEmpty()) {
      return List.of();
    }
    boolean overused = limits.runTime().filter(limit -> used.compareTo(limit) > 0).isPresent();
    return overused ? List.of(within) : reserved.complementWithin(within).ranges();
  }

  private static Lockout lockout(TimeRange during, String reason) {
    return new Lockout(0, LockoutKind.CALIBRATION, during, reason);
  }
}
