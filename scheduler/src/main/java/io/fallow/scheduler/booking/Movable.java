package io.fallow.scheduler.booking;

import io.fallow.scheduler.calendar.TimeRange;
import io.fallow.scheduler.policy.Policy;
import java.time.Instant;
import java.util.Optional;

/** Whether a reservation in its state can have another time at all, and by what step. Pure. */
final class Movable {

  private Movable() {}

  /** Why it can't, whatever the rules say. */
  static Optional<Violation> fault(Reservation found, NewTime time, Instant now) {
    if (!found.status().isLive() || !now.isBefore(found.end())) {
      return fault("already-over", "the reservation is over");
    }
    boolean begun = found.status() == Status.IN_USE || !now.isBefore(found.start());
    if (begun && time.movesStart()) {
      return fault("already-begun", "it has begun: only its end can be changed");
    }
    return time.to().end().isAfter(now)
        ? Optional.empty()
        : fault("end-in-the-past", "its new end has passed already");
  }

  private static Optional<Violation> fault(String code, String message) {
    return Optional.of(Violation.firm(code, message));
  }

  /** A longer or another time has to be approved like the first; if there is time to. */
  static Optional<Violation> approvalFault(
      Reservation found, NewTime time, Policy policy, boolean byOwner, Instant now) {
    if (time.isShorter() || !Beginning.needsApproval(policy, byOwner)) {
      return Optional.empty();
    }
    if (found.status() == Status.IN_USE) {
      return Optional.of(
          Violation.soft("needs-approval", "it is in use: its owner alone makes it longer"));
    }
    boolean asks = found.status() != Status.HELD;
    boolean late = Beginning.requestUntil(policy, time.to().start(), now).isEmpty();
    return asks && late ? Optional.of(Beginning.noTimeToApprove()) : Optional.empty();
  }

  /** The step to a time that breaks no rule. */
  static Step step(Reservation found, NewTime time, Policy policy, boolean byOwner, Instant now) {
    TimeRange during = time.to();
    TimeRange blocked = time.blocked(policy.turnaround());
    boolean asks = !time.isShorter() && Beginning.needsApproval(policy, byOwner);
    Instant until =
        Beginning.requestUntil(policy, during.start(), now)
            .or(found::expiresAt)
            .orElse(during.start());
    return found
        .life()
        .fold(
            held -> held.move(during, blocked),
            requested -> requested.move(during, blocked, until),
            confirmed ->
                asks
                    ? confirmed.moveAndRequest(during, blocked, until)
                    : confirmed.move(during, blocked),
            inUse -> inUse.endAt(during.end(), blocked.end()),
            over -> {
              throw new IllegalStateException("what is over is not moved");
            });
  }
}
