package io.fallow.scheduler.policy;

import java.time.Duration;
import java.util.Optional;

/**
 * How much one organisation may have at once, or in a time, of the assets that share the quota:
 * those of the type, the asset or the agreement for which it was said. Empty is any number.
 *
 * @param simultaneous live reservations that have not ended
 * @param pending holds and requests
 * @param perWeek time booked in a week of the facility's calendar
 * @param perMonth the same in a month
 */
public record Quotas(
    Optional<Quota<Integer>> simultaneous,
    Optional<Quota<Integer>> pending,
    Optional<Quota<Duration>> perWeek,
    Optional<Quota<Duration>> perMonth) {

  /** No quota at all. */
  public static final Quotas NONE =
      new Quotas(Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());

  /**
   * How much of something.
   *
   * @param most allowed
   * @param scope what counts
   */
  public record Quota<T>(T most, Scope scope) {}

  /** Whether there is a quota of anything: then bookings of one organisation are taken in turn. */
  public boolean any() {
    return !equals(NONE);
  }
}
