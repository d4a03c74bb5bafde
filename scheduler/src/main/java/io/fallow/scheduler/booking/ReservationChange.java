package io.fallow.scheduler.booking;

import io.fallow.scheduler.booking.ChangeOutcome.Changed;
import io.fallow.scheduler.booking.ChangeOutcome.NotFound;
import io.fallow.scheduler.booking.ChangeOutcome.NotPossible;
import io.fallow.scheduler.sharing.Viewer;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/** Tries a change first and, where nothing changed, looks why. */
final class ReservationChange {

  private ReservationChange() {}

  static ChangeOutcome confirm(Connection connection, Viewer viewer, UUID id, Instant now)
      throws SQLException {
    new ReservationWrites(connection, now).confirm(viewer, id);
    Optional<Reservation> found = new ReservationRows(connection, now).find(viewer, id);
    return found.map(reservation -> confirmed(viewer, reservation)).orElseGet(NotFound::new);
  }

  private static ChangeOutcome confirmed(Viewer viewer, Reservation reservation) {
    if (!reservation.organisation().equals(viewer.organisation())) {
      return not(reservation, "not-the-booker", "only the organisation that holds it confirms it");
    }
    return switch (reservation.status()) {
      case CONFIRMED, IN_USE, COMPLETED -> new Changed(reservation);
      case CANCELLED -> not(reservation, "cancelled", "the reservation was cancelled");
      case BUMPED, NO_SHOW, DECLINED, REQUESTED ->
          not(reservation, "not-held", "it is no longer held but " + reservation.status());
      case HELD, EXPIRED -> not(reservation, "hold-expired", "the hold was not confirmed in time");
    };
  }

  static ChangeOutcome cancel(Connection connection, Viewer viewer, UUID id, Instant now)
      throws SQLException {
    new ReservationWrites(connection, now).cancel(viewer, id);
    Optional<Reservation> found = new ReservationRows(connection, now).find(viewer, id);
    return found.map(ReservationChange::cancelled).orElseGet(NotFound::new);
  }

  private static ChangeOutcome cancelled(Reservation reservation) {
    return switch (reservation.status()) {
      case CANCELLED -> new Changed(reservation);
      case EXPIRED -> not(reservation, "hold-expired", "the hold has expired by itself");
      default -> not(reservation, "already-over", "the reservation is over");
    };
  }

  private static NotPossible not(Reservation reservation, String code, String message) {
    return new NotPossible(reservation, new Violation(code, message));
  }
}
