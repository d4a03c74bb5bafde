package io.fallow.scheduler.group;

import io.fallow.scheduler.booking.Reservation;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

/**
 * A bundle as it stands.
 *
 * @param reservations one of each asset, whatever has become of it, by asset
 */
public record Bundle(
    UUID id, String purpose, String bookedBy, Instant createdAt, List<Reservation> reservations) {

  /** Takes a copy. */
  public Bundle {
    reservations = List.copyOf(reservations);
  }
}
