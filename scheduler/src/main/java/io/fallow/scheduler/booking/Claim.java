package io.fallow.scheduler.booking;

import io.fallow.scheduler.calendar.TimeRange;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * What may change of a reservation; all else is settled when it is made.
 *
 * @param during the time booked
 * @param blocked the same with the asset's turnaround
 * @param expiresAt when a hold or a request ends by itself
 * @param feePercent what a cancelled one costs, in percent of its price
 * @param overrideReason why the owner let it break a rule
 */
public record Claim(
    Status status,
    TimeRange during,
    TimeRange blocked,
    Optional<Instant> expiresAt,
    Attendance attendance,
    OptionalInt feePercent,
    Optional<String> overrideReason) {

  /** Checks that the turnaround lies around the time booked. */
  public Claim {
    if (!blocked.contains(during)) {
      throw new IllegalArgumentException("what is blocked holds what is booked");
    }
  }

  /** A new claim that nothing is known of as yet. */
  public static Claim fresh(
      Status status, TimeRange during, TimeRange blocked, Optional<Instant> expiresAt) {
    return new Claim(
        status, during, blocked, expiresAt, Attendance.NONE, OptionalInt.empty(), Optional.empty());
  }

  Claim in(Status next) {
    return new Claim(next, during, blocked, expiresAt, attendance, feePercent, overrideReason);
  }

  Claim over(TimeRange newDuring, TimeRange newBlocked) {
    return new Claim(
        status, newDuring, newBlocked, expiresAt, attendance, feePercent, overrideReason);
  }

  Claim expiringAt(Instant at) {
    return new Claim(
        status, during, blocked, Optional.of(at), attendance, feePercent, overrideReason);
  }

  Claim with(Attendance seen) {
    return new Claim(status, during, blocked, expiresAt, seen, feePercent, overrideReason);
  }

  Claim costing(int percent) {
    return new Claim(
        status, during, blocked, expiresAt, attendance, OptionalInt.of(percent), overrideReason);
  }

  /** The same, let to break a rule by the owner for a reason. */
  public Claim overridden(String reason) {
    return new Claim(
        status, during, blocked, expiresAt, attendance, feePercent, Optional.of(reason));
  }

  /** The same, ending earlier, with as much time behind it as before. */
  Claim endingAt(Instant end) {
    Duration after = Duration.between(during.end(), blocked.end());
    return over(
        new TimeRange(during.start(), end), new TimeRange(blocked.start(), end.plus(after)));
  }
}
