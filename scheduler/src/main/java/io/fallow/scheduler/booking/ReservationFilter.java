package io.fallow.scheduler.booking;

import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/**
 * Which reservations somebody wants to see, latest start first.
 *
 * @param statuses empty for any
 * @param asset public id; empty for any
 * @param from those that end later
 * @param to those that start earlier
 * @param limit how many at once
 * @param after where the page before ended
 */
public record ReservationFilter(
    Side side,
    Set<Status> statuses,
    Optional<String> asset,
    Optional<Instant> from,
    Optional<Instant> to,
    int limit,
    Optional<Place> after) {

  /** Takes a copy. */
  public ReservationFilter {
    statuses = Set.copyOf(statuses);
  }

  /** All that one may see, the first so many. */
  public static ReservationFilter all(int limit) {
    return new ReservationFilter(
        Side.BOTH,
        Set.of(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        limit,
        Optional.empty());
  }

  /** On which side of them one's organisation is. */
  public enum Side {
    BOTH,
    BOOKER,
    OWNER
  }

  /** A reservation's place in the order. */
  public record Place(Instant start, UUID id) {}
}
