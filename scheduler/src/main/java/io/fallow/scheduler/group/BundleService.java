package io.fallow.scheduler.group;

import io.fallow.scheduler.booking.BookingOutcome;
import io.fallow.scheduler.booking.BookingRequest;
import io.fallow.scheduler.booking.BookingService;
import io.fallow.scheduler.booking.Candidate;
import io.fallow.scheduler.booking.ChangeOutcome.NotPossible;
import io.fallow.scheduler.booking.GroupChanges.Changed;
import io.fallow.scheduler.booking.Reservation;
import io.fallow.scheduler.booking.ReservationFilter.Place;
import io.fallow.scheduler.booking.Violation;
import io.fallow.scheduler.calendar.AssetLocks;
import io.fallow.scheduler.group.BundleOutcome.Booked;
import io.fallow.scheduler.group.BundleOutcome.Clash;
import io.fallow.scheduler.group.BundleOutcome.NotBooked;
import io.fallow.scheduler.sharing.Viewer;
import io.fallow.telemetry.store.Database;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Savepoint;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * Books several assets together: all in one transaction that holds the locks of all of them, or
 * none. Two bundles that want the same assets in another order don't block each other, as locks are
 * taken in one order. Blocks; safe for any number of threads; failures are {@link
 * io.fallow.telemetry.store.StoreException}s.
 */
public final class BundleService {

  private final Database database;
  private final BookingService bookings;

  public BundleService(Database database, BookingService bookings) {
    this.database = database;
    this.bookings = bookings;
  }

  /**
   * What can be known of a bundle before a transaction begins.
   *
   * @param unknown public ids of assets that don't exist, as far as the asker may know
   */
  public record Ready(BundleRequest request, List<Candidate> candidates, List<String> unknown) {

    /** Takes copies. */
    public Ready {
      candidates = List.copyOf(candidates);
      unknown = List.copyOf(unknown);
    }
  }

  /** Gathers it. */
  public Ready prepare(BundleRequest request, Instant now) {
    List<Candidate> candidates = new ArrayList<>();
    List<String> unknown = new ArrayList<>();
    for (Spot spot : request.spots()) {
      BookingRequest single =
          new BookingRequest(
              request.viewer(), spot.asset(), spot.during(), request.hold(), request.purpose());
      bookings
          .prepare(single, now)
          .<Boolean>fold(candidates::add, turned -> unknown.add(spot.asset()));
    }
    return new Ready(request, candidates, unknown);
  }

  /**
   * Books all the assets, or holds them, in the caller's transaction, which holds no lock as yet.
   */
  public BundleOutcome book(Connection connection, Ready ready, Instant now) throws SQLException {
    if (!ready.unknown().isEmpty()) {
      return new BundleOutcome.NotFound(ready.unknown());
    }
    AssetLocks.take(connection, ready.candidates().stream().map(Candidate::assetId).toList());
    Savepoint before = connection.setSavepoint();
    UUID id = UUID.randomUUID();
    List<Reservation> booked = new ArrayList<>();
    List<Clash> clashes = new ArrayList<>();
    for (Candidate each : ready.candidates()) {
      BookingOutcome outcome = bookings.attempts().attempt(connection, each, Optional.of(id), now);
      Attempts.<Boolean>fold(
          outcome, booked::add, conflict -> clashes.add(new Clash(spot(each), conflict)));
    }
    if (!clashes.isEmpty()) {
      connection.rollback(before);
      return new NotBooked(clashes);
    }
    Viewer viewer = ready.request().viewer();
    BundleRows rows = new BundleRows(connection);
    rows.insert(id, ready.request(), now);
    return new Booked(rows.find(viewer, id, byAsset(booked)).orElseThrow());
  }

  private static Spot spot(Candidate candidate) {
    return new Spot(candidate.request().asset(), candidate.request().during());
  }

  private static List<Reservation> byAsset(List<Reservation> reservations) {
    return reservations.stream().sorted(Comparator.comparing(Reservation::asset)).toList();
  }

  /** A bundle of the viewer's organisation. */
  public Optional<Bundle> get(Viewer viewer, UUID id, Instant now) {
    return find(viewer, id, bookings.groups().of(viewer, id, now));
  }

  /**
   * Bundles of the viewer's organisation, latest first.
   *
   * @param after where the page before ended
   */
  public Listed.Page<Bundle> list(Viewer viewer, Optional<Place> after, int limit, Instant now) {
    List<Listed<Bundle>> found =
        database.inTransaction(
            connection -> new BundleRows(connection).list(viewer, after, limit, now));
    return Listed.page(found, limit, Bundle::createdAt, Bundle::id);
  }

  private Optional<Bundle> find(Viewer viewer, UUID id, List<Reservation> members) {
    return database.inTransaction(
        connection -> new BundleRows(connection).find(viewer, id, byAsset(members)));
  }

  /** Turns all holds of a bundle into bookings, or none. */
  public BundleChange confirm(Viewer viewer, UUID id, Instant now) {
    if (find(viewer, id, List.of()).isEmpty()) {
      return new BundleChange.NotFound();
    }
    Changed changed = bookings.groups().confirm(viewer, id, now);
    return changed.refused().isEmpty()
        ? changed(viewer, id, changed)
        : new BundleChange.NotPossible(
            changed.refused().stream().map(BundleService::named).toList());
  }

  private static Violation named(NotPossible refused) {
    Violation why = refused.violation();
    String message = refused.reservation().asset() + ": " + why.message();
    return new Violation(why.code(), message, why.overridable());
  }

  /** Gives back all of a bundle that isn't over. */
  public BundleChange cancel(Viewer viewer, UUID id, Instant now) {
    return find(viewer, id, List.of()).isEmpty()
        ? new BundleChange.NotFound()
        : changed(viewer, id, bookings.groups().cancel(viewer, id, each -> true, "", now));
  }

  private BundleChange changed(Viewer viewer, UUID id, Changed changed) {
    return new BundleChange.Changed(find(viewer, id, changed.reservations()).orElseThrow());
  }
}
