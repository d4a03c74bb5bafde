package io.fallow.scheduler.attendance;

import io.fallow.scheduler.booking.Attendance;
import io.fallow.scheduler.booking.Reservation;
import io.fallow.scheduler.booking.Status;
import io.fallow.telemetry.forecast.BorrowedTime;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Optional;

/** Tells the forecast what time an owner's machine worked for others. */
final class Lending {

  private Lending() {}

  /** Notes what is known of a reservation's use by now, if it was use by others at all. */
  static void note(Connection connection, Reservation reservation) throws SQLException {
    Attendance attendance = reservation.claim().attendance();
    boolean byOthers = !reservation.isOnAssetOf(reservation.booker().organisationId());
    if (byOthers && attendance.checkedInAt().isPresent()) {
      Instant from = attendance.checkedInAt().get();
      Optional<Instant> to = end(reservation).filter(from::isBefore);
      BorrowedTime.say(connection, reservation.id(), reservation.item().id(), from, to);
    }
  }

  /** Of what nobody saw the end of, the booked one is the likeliest. */
  private static Optional<Instant> end(Reservation reservation) {
    return reservation.status() == Status.IN_USE
        ? Optional.empty()
        : reservation.claim().attendance().usedUntil().or(() -> Optional.of(reservation.end()));
  }
}
