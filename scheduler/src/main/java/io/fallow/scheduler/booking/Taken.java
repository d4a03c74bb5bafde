package io.fallow.scheduler.booking;

import io.fallow.scheduler.booking.BookingOutcome.Overlaps;
import io.fallow.scheduler.calendar.TimeRange;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Optional;

/**
 * What a plain booking comes to of which somebody has the time already, told by one statement and
 * without a lock: what is committed is reason enough, whatever becomes of it later.
 *
 * <p>A refusal names all rules that are broken. Those that the wish breaks by itself are known
 * here, so that one which breaks any is looked at as a whole; but the asset's calendar and
 * forecast, and how the booker stands, aren't asked about time that can't be had. So they are named
 * beside {@code overlaps} only where the wish breaks a rule by itself too, where a rule is to be
 * overridden, and in series and bundles.
 */
final class Taken {

  private Taken() {}

  /** Empty for what has to be looked at: that says nothing of whether it can be had. */
  static Optional<BookingOutcome> by(Connection connection, Candidate wanted, Instant now)
      throws SQLException {
    if (wanted.request().overrideReason().isPresent() || !wanted.keepsItsTerms(now)) {
      return Optional.empty();
    }
    TimeRange blocked = wanted.policy().turnaround().blockedBy(wanted.request().during());
    InTheWay found = new ReservationRows(connection).inTheWay(wanted.assetId(), blocked, now);
    return found.isTaken(now)
        ? Optional.of(new Overlaps(found.live(now).stream().filter(wanted::mayKnow).toList()))
        : Optional.empty();
  }
}
