package io.fallow.scheduler.booking;

import io.fallow.scheduler.booking.ChangeOutcome.Changed;
import io.fallow.scheduler.booking.ChangeOutcome.NotFound;
import io.fallow.scheduler.booking.ChangeOutcome.NotPossible;
import io.fallow.scheduler.booking.ChangeOutcome.Stale;
import io.fallow.scheduler.policy.Policy;
import io.fallow.scheduler.sharing.Viewer;
import io.fallow.telemetry.store.Database;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.UUID;
import java.util.function.BiFunction;
import java.util.function.Function;

/** Changes one reservation: locks its asset, reads it, decides, and takes the step. */
final class ReservationChanges {

  private final Database database;
  private final BookingTerms terms;
  private final OptionalInt version;

  ReservationChanges(Database database, BookingTerms terms) {
    this(database, terms, OptionalInt.empty());
  }

  private ReservationChanges(Database database, BookingTerms terms, OptionalInt version) {
    this.database = database;
    this.terms = terms;
    this.version = version;
  }

  /** The same by one who has seen a version: of a newer one nothing is changed. */
  ReservationChanges of(OptionalInt seen) {
    return new ReservationChanges(database, terms, seen);
  }

  /** Decides on a reservation that the asker may see. */
  interface Change {
    ChangeOutcome on(Connection connection, ReservationLedger ledger, Reservation found)
        throws SQLException;
  }

  ChangeOutcome change(Viewer viewer, UUID id, Instant now, Change change) {
    return database.inTransaction(
        connection -> {
          ReservationLedger ledger = new ReservationLedger(connection, Actor.of(viewer), now);
          Optional<Reservation> found = ledger.locked(id).filter(each -> isVisible(each, viewer));
          if (found.isEmpty()) {
            return new NotFound();
          }
          return version.orElse(found.get().version()) == found.get().version()
              ? change.on(connection, ledger, found.get())
              : new Stale(found.get());
        });
  }

  /** Changes a reservation without looking at its terms. */
  ChangeOutcome decide(
      Viewer viewer, UUID id, String reason, Instant now, Function<Decisions, Decision> decision) {
    return change(
        viewer,
        id,
        now,
        (connection, ledger, found) ->
            done(ledger, found, reason, decision.apply(new Decisions(found, viewer, now))));
  }

  private static ChangeOutcome done(
      ReservationLedger ledger, Reservation found, String reason, Decision decision)
      throws SQLException {
    if (decision.refusal().isPresent()) {
      return new NotPossible(found, decision.refusal().get());
    }
    return new Changed(
        decision.step().isPresent() ? ledger.take(found, decision.step().get(), reason) : found);
  }

  ChangeOutcome confirm(Viewer viewer, UUID id, Instant now) {
    return onTerms(viewer, id, "", now, Decisions::confirm);
  }

  ChangeOutcome approve(Viewer viewer, UUID id, String reason, Instant now) {
    return onTerms(viewer, id, reason, now, (asked, policy) -> asked.approve());
  }

  /** What it costs was settled when it was confirmed. */
  ChangeOutcome cancel(Viewer viewer, UUID id, String reason, Instant now) {
    return change(
        viewer,
        id,
        now,
        (connection, ledger, found) -> {
          FeeTerms terms = FeeTerms.of(connection, found.id());
          return done(ledger, found, reason, new Decisions(found, viewer, now).cancel(terms));
        });
  }

  /**
   * The terms are those of a reservation's asset and booker, which never change. What is confirmed
   * keeps those for giving it up.
   */
  private ChangeOutcome onTerms(
      Viewer viewer,
      UUID id,
      String reason,
      Instant now,
      BiFunction<Decisions, Policy, Decision> decision) {
    Optional<Reservation> seen = visible(viewer, id);
    if (seen.isEmpty()) {
      return new NotFound();
    }
    Policy policy = terms.of(seen.get(), now);
    return change(
        viewer,
        id,
        now,
        (connection, ledger, found) -> {
          Decision decided = decision.apply(new Decisions(found, viewer, now), policy);
          ChangeOutcome outcome = done(ledger, found, reason, decided);
          if (decided.step().isPresent() && outcome instanceof Changed changed) {
            FeeTerms.keep(connection, changed.reservation(), policy);
          }
          return outcome;
        });
  }

  /** As it was a moment ago, without a lock. */
  Optional<Reservation> visible(Viewer viewer, UUID id) {
    return database.inTransaction(
        connection ->
            new ReservationRows(connection).find(id).filter(each -> isVisible(each, viewer)));
  }

  private static boolean isVisible(Reservation reservation, Viewer viewer) {
    int organisation = viewer.organisationId();
    return reservation.isOf(organisation) || reservation.isOnAssetOf(organisation);
  }
}
