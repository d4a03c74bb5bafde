package io.fallow.scheduler.booking;

import java.util.List;
import java.util.Optional;

/**
 * Some of the reservations that somebody asked for.
 *
 * @param next where the next page begins; empty on the last one
 */
public record ReservationPage(
    List<Reservation> reservations, Optional<ReservationFilter.Place> next) {

  /** Takes a copy. */
  public ReservationPage {
    reservations = List.copyOf(reservations);
  }
}
