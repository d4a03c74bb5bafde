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

  /**
   * A longer or another time has to be approved like the first. While the owner thinks about it,
   * and if it says no, a confirmed time must not be lost: so that is for the owner to change. What
   * is only requested goes on being so, if there is time to.
   */
  static Optional<Violation> approvalFault(
      Reservation found, NewTime time, Policy policy, boolean byOwner, Instant now) {
    if (time.isShorter() || !Beginning.needsApproval(policy, byOwner)) {
      return Optional.empty();
    }
    return found
        .life()
        .fold(
            held -> Optional.empty(),
            requested ->
                Beginning.requestUntil(policy, time.to().start(), now).isPresent()
                    ? Optional.empty()
                    : Optional.of(Beginning.noTimeToApprove()),
            confirmed -> Optional.of(confirmedIsKept()),
            inUse -> Optional.of(usedIsKept()),
            over -> Optional.empty());
  }

  private static Violation confirmedIsKept() {
    return Violation.soft(
        "change-needs-owner",
        "its owner approves each time: ask it to change this one, or book the other time and cancel"
            + " this one once that is approved; until then this one stays confirmed");
  }

  private static Violation usedIsKept() {
    return Violation.soft("needs-approval", "it is in use: its owner alone makes it longer");
  }

  /** The step to a time that breaks no rule. */
  static Step step(Reservation found, NewTime time, Policy policy, Instant now) {
    TimeRange during = time.to();
    TimeRange blocked = time.blocked(policy.turnaround());
    Instant until =
        Beginning.requestUntil(policy, during.start(), now)
            .or(found::expiresAt)
            .orElse(during.start());
    return found
        .life()
        .fold(
            held -> held.move(during, blocked),
            requested -> requested.move(during, blocked, until),
            confirmed -> confirmed.move(during, blocked),
            inUse -> inUse.endAt(during.end(), blocked.end()),
            over -> {
              throw new IllegalStateException("what is over is not moved");
            });
  }
}
