package io.fallow.scheduler.booking;

import io.fallow.scheduler.booking.BookingOutcome.Booked;
import io.fallow.scheduler.booking.BookingOutcome.Overlaps;
import io.fallow.scheduler.calendar.AssetLocks;
import io.fallow.scheduler.calendar.Calendars;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * Tries to book in the caller's transaction: looks what is in the way, checks all rules, and
 * inserts if none is broken. Blocks; safe for any number of threads.
 */
public final class BookingAttempts {

  private final Calendars calendars;

  BookingAttempts(Calendars calendars) {
    this.calendars = calendars;
  }

  /**
   * Books one asset. It takes the asset's lock itself; whoever finds it taken looks first at what
   * is committed, so that those who come too late need not queue to hear it.
   */
  BookingOutcome book(Connection connection, Candidate wanted, Instant now) throws SQLException {
    if (!AssetLocks.tryTake(connection, wanted.assetId())) {
      Optional<BookingOutcome> refusal = look(connection, wanted, now).refusal();
      if (refusal.isPresent()) {
        return refusal.get();
      }
      AssetLocks.take(connection, List.of(wanted.assetId()));
    }
    return attempt(connection, wanted, Optional.empty(), now);
  }

  /**
   * Books one asset of which the caller holds the lock.
   *
   * @param group the series or bundle that it comes with
   */
  public BookingOutcome attempt(
      Connection connection, Candidate wanted, Optional<UUID> group, Instant now)
      throws SQLException {
    new Standings(connection, now).hold(wanted.viewer(), wanted.asset(), wanted.policy());
    Look look = look(connection, wanted, now);
    Optional<BookingOutcome> refusal = look.refusal();
    if (refusal.isPresent()) {
      return refusal.get();
    }
    ReservationLedger ledger =
        new ReservationLedger(connection, Actor.of(wanted.request().viewer()), now);
    for (Reservation lapsed : look.lapsed()) {
      ledger.expire(lapsed);
    }
    return ledger
        .insert(look.reservation(group))
        .<BookingOutcome>map(Booked::new)
        .orElseGet(() -> new Overlaps(List.of()));
  }

  private Look look(Connection connection, Candidate wanted, Instant now) throws SQLException {
    return Look.at(connection, calendars, wanted, now);
  }
}
