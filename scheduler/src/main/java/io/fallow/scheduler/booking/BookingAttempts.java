package io.fallow.scheduler.booking;

import io.fallow.scheduler.booking.BookingOutcome.Booked;
import io.fallow.scheduler.booking.BookingOutcome.Overlaps;
import io.fallow.scheduler.calendar.AssetLocks;
import io.fallow.scheduler.calendar.Calendars;
import io.fallow.scheduler.policy.Policies;
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
  private final Policies policies;

  BookingAttempts(Calendars calendars, Policies policies) {
    this.calendars = calendars;
    this.policies = policies;
  }

  /**
   * Books one asset as it was foreseen. It takes the asset's lock itself; empty if anything has
   * changed.
   */
  Optional<Reservation> asForeseen(Connection connection, Look look) throws SQLException {
    Candidate wanted = look.wanted();
    Optional<Reservation> made =
        new ReservationLedger(connection, Actor.of(wanted.request().viewer()), look.now())
            .insertUnchanged(look.reservation(Optional.empty()), wanted.conditions().edition());
    if (made.isPresent()) {
      FeeTerms.keep(connection, made.get(), wanted.policy());
    }
    return made;
  }

  /**
   * Books one asset that nobody had just before ({@link Taken}). It takes the asset's lock itself;
   * whoever had to wait for it asks first whether somebody has the asset now.
   */
  BookingOutcome book(Connection connection, Candidate wanted, Instant now) throws SQLException {
    if (!AssetLocks.tryTake(connection, wanted.assetId())) {
      AssetLocks.take(connection, List.of(wanted.assetId()));
      Optional<BookingOutcome> taken = Taken.by(connection, wanted, now);
      if (taken.isPresent()) {
        return taken.get();
      }
    }
    return attempt(connection, wanted, Optional.empty(), now);
  }

  /**
   * Books one asset of which the caller holds the lock, on the terms that count now.
   *
   * @param group the series or bundle that it comes with
   */
  public BookingOutcome attempt(
      Connection connection, Candidate candidate, Optional<UUID> group, Instant now)
      throws SQLException {
    Candidate wanted = held(connection, candidate, now);
    Look look = Look.at(connection, calendars, wanted, now);
    Optional<BookingOutcome> refusal = look.refusal();
    if (refusal.isPresent()) {
      return refusal.get();
    }
    ReservationLedger ledger =
        new ReservationLedger(connection, Actor.of(wanted.request().viewer()), now);
    for (Reservation lapsed : look.lapsed()) {
      ledger.expire(lapsed);
    }
    Optional<Reservation> made = ledger.insert(look.reservation(group));
    if (made.isEmpty()) {
      return new Overlaps(List.of());
    }
    FeeTerms.keep(connection, made.get(), wanted.policy());
    return new Booked(made.get());
  }

  /** On terms under which, where a quota counts, nobody of the organisation books meanwhile. */
  private Candidate held(Connection connection, Candidate candidate, Instant now)
      throws SQLException {
    Standings standings = new Standings(connection, now);
    standings.hold(candidate.viewer(), candidate.asset(), candidate.policy());
    Candidate wanted = candidate.asOf(policies.book(connection));
    if (!candidate.policy().quotas().any()) {
      standings.hold(wanted.viewer(), wanted.asset(), wanted.policy());
    }
    return wanted;
  }
}
