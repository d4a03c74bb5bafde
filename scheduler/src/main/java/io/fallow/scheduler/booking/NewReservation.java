package io.fallow.scheduler.booking;

import io.fallow.scheduler.sharing.VisibleAsset;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/**
 * A reservation that is about to be made.
 *
 * @param asset as the booker's organisation sees it
 * @param claim in one of the three states in which a reservation may begin: held, requested,
 *     confirmed
 * @param group the series or bundle that it comes with
 */
public record NewReservation(
    VisibleAsset asset, Booker booker, Claim claim, String purpose, Optional<UUID> group) {

  private static final Set<Status> BEGINNINGS =
      Set.of(Status.HELD, Status.REQUESTED, Status.CONFIRMED);

  /** Checks the state. */
  public NewReservation {
    if (!BEGINNINGS.contains(claim.status())) {
      throw new IllegalArgumentException("a reservation doesn't begin as " + claim.status());
    }
  }

  /** What it is once it is made. */
  Reservation made(UUID id, Instant now) {
    return new Reservation(
        id,
        BookedAsset.of(asset.asset()),
        booker,
        claim,
        purpose,
        asset.agreementId(),
        group,
        now,
        now,
        1);
  }
}
