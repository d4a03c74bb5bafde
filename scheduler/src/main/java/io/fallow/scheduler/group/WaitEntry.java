package io.fallow.scheduler.group;

import io.fallow.scheduler.booking.Violation;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * One who waits.
 *
 * @param offer what is offered at the moment
 * @param passedOver what came free last and was not offered because of rules
 */
public record WaitEntry(
    UUID id,
    Wish wish,
    WaitState state,
    String purpose,
    Instant createdAt,
    Optional<Offer> offer,
    Optional<PassedOver> passedOver) {

  /**
   * A hold in the waiting one's name.
   *
   * @param expiresAt when it is the next one's turn
   */
  public record Offer(UUID reservation, Spot spot, Instant expiresAt) {}

  /**
   * A spot that rules kept from being offered.
   *
   * @param violations all of them
   */
  public record PassedOver(Instant at, Spot spot, List<Violation> violations) {

    /** Takes a copy. */
    public PassedOver {
      violations = List.copyOf(violations);
    }
  }
}
