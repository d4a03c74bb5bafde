package io.fallow.scheduler.booking;

import io.fallow.scheduler.policy.Policy;
import io.fallow.scheduler.policy.Policy.Approval;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.stream.Stream;

/** In which state a reservation begins, and when it ends by itself. Pure. */
final class Beginning {

  private static final Duration BEFORE_START = Duration.ofSeconds(1);

  private Beginning() {}

  /** Whether the owner has to say yes to what a booker asks for. */
  static boolean needsApproval(Policy policy, boolean byOwner) {
    return policy.approval() == Approval.OWNER && !byOwner;
  }

  /** A hold lasts some minutes, and never longer than a booking may come late. */
  static Instant holdUntil(Policy policy, Instant start, Instant now) {
    return earliest(now.plus(policy.holdFor()), start.plus(Policy.LATE_START));
  }

  /**
   * How long the owner may take: as long as its policy says, not into the notice that it wants but
   * for some minutes, and always until before the start. Empty if there is no time left.
   */
  static Optional<Instant> requestUntil(Policy policy, Instant start, Instant now) {
    Instant limit =
        earliest(
            now.plus(policy.approvalWithin()),
            latest(start.minus(policy.notice()), now.plus(Policy.LATE_START)),
            start.minus(BEFORE_START));
    return limit.isAfter(now) ? Optional.of(limit) : Optional.empty();
  }

  static Violation noTimeToApprove() {
    return Violation.soft(
        "too-late-for-approval", "the owner has to approve it, and there is no time left to do so");
  }

  private static Instant latest(Instant one, Instant other) {
    return one.isAfter(other) ? one : other;
  }

  private static Instant earliest(Instant... instants) {
    return Stream.of(instants).min(Instant::compareTo).orElseThrow();
  }
}
