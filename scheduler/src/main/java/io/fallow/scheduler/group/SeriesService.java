package io.fallow.scheduler.group;

import io.fallow.scheduler.booking.BookingOutcome;
import io.fallow.scheduler.booking.BookingRequest;
import io.fallow.scheduler.booking.BookingService;
import io.fallow.scheduler.booking.Candidate;
import io.fallow.scheduler.booking.Prepared;
import io.fallow.scheduler.booking.Reservation;
import io.fallow.scheduler.booking.ReservationFilter.Place;
import io.fallow.scheduler.booking.Violation;
import io.fallow.scheduler.calendar.AssetLocks;
import io.fallow.scheduler.calendar.Fault;
import io.fallow.scheduler.group.Placement.Booked;
import io.fallow.scheduler.group.Placement.Clash;
import io.fallow.scheduler.idle.WindowSearch;
import io.fallow.scheduler.sharing.Viewer;
import io.fallow.telemetry.store.Database;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Savepoint;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * Books series: each time by the rules of any booking, all in one transaction that holds the
 * asset's lock. What is not to be kept is taken back, so a preview sees what booking would see.
 * Blocks; safe for any number of threads; failures are {@link
 * io.fallow.telemetry.store.StoreException}s.
 */
public final class SeriesService {

  private final Database database;
  private final BookingService bookings;
  private final AlternativeSearch alternatives;

  public SeriesService(Database database, BookingService bookings, WindowSearch windows) {
    this.database = database;
    this.bookings = bookings;
    this.alternatives = new AlternativeSearch(new OfferedWindows(windows));
  }

  /** Gathers what can be known of a series before a transaction begins. */
  public Prepared prepare(SeriesPlan plan, Instant now) {
    SeriesRequest request = plan.request();
    return bookings.prepare(
        new BookingRequest(
            request.viewer(),
            request.asset(),
            plan.occurrences().get(0).during(),
            false,
            request.purpose()),
        now);
  }

  /** Finds what could be booked instead of what can't, if that is asked for. */
  public Proposals proposals(SeriesPlan plan, Candidate candidate, Instant now) {
    return plan.request().onConflict() == OnConflict.PROPOSE
        ? alternatives.insteadOf(imagined(plan, candidate, now), candidate, now)
        : Proposals.NONE;
  }

  /**
   * Books as many of the times as the request's way with conflicts allows, in the caller's
   * transaction, which holds no lock as yet.
   *
   * @param proposals found before the transaction began
   */
  public SeriesOutcome book(
      Connection connection, SeriesPlan plan, Candidate candidate, Proposals proposals, Instant now)
      throws SQLException {
    Savepoint before = connection.setSavepoint();
    UUID id = UUID.randomUUID();
    List<Placement> placements = proposals.addedTo(place(connection, plan, candidate, id, now));
    List<Reservation> booked = Attempts.booked(placements);
    boolean all = booked.size() == placements.size();
    if (booked.isEmpty() || (!all && plan.request().onConflict() == OnConflict.REFUSE)) {
      connection.rollback(before);
      return new SeriesOutcome.NotBooked(placements);
    }
    SeriesRows rows = new SeriesRows(connection);
    rows.insert(id, plan.request(), candidate.assetId(), now);
    Series series = rows.find(plan.request().viewer(), id, booked).orElseThrow();
    return new SeriesOutcome.Booked(series, placements);
  }

  /** What booking would come to, once it is prepared. */
  public List<Placement> preview(SeriesPlan plan, Candidate candidate, Instant now) {
    List<Placement> placements = imagined(plan, candidate, now);
    return plan.request().onConflict() == OnConflict.PROPOSE
        ? alternatives.insteadOf(placements, candidate, now).addedTo(placements)
        : placements;
  }

  private List<Placement> imagined(SeriesPlan plan, Candidate candidate, Instant now) {
    return database.inTransaction(
        connection -> {
          Savepoint before = connection.setSavepoint();
          List<Placement> placements = place(connection, plan, candidate, UUID.randomUUID(), now);
          connection.rollback(before);
          return placements;
        });
  }

  private List<Placement> place(
      Connection connection, SeriesPlan plan, Candidate candidate, UUID id, Instant now)
      throws SQLException {
    AssetLocks.take(connection, List.of(candidate.assetId()));
    List<Placement> placements = new ArrayList<>();
    for (Occurrence occurrence : plan.occurrences()) {
      placements.add(place(connection, occurrence, candidate, id, now));
    }
    return List.copyOf(placements);
  }

  private Placement place(
      Connection connection, Occurrence occurrence, Candidate candidate, UUID id, Instant now)
      throws SQLException {
    if (occurrence.clock().isPresent()) {
      return new Clash(occurrence, unclear(occurrence.clock().get()), List.of());
    }
    Candidate wanted = candidate.at(occurrence.during());
    BookingOutcome outcome = bookings.attempts().attempt(connection, wanted, Optional.of(id), now);
    return Attempts.fold(
        outcome,
        reservation -> new Booked(occurrence, reservation),
        conflict -> new Clash(occurrence, conflict, List.of()));
  }

  private static Conflict unclear(Fault clock) {
    Violation violation =
        new Violation(clock.code() + "-local-time", "the start " + clock.message(), false);
    return new Conflict(List.of(violation), List.of());
  }

  /** A series of the viewer's organisation. */
  public Optional<Series> get(Viewer viewer, UUID id, Instant now) {
    List<Reservation> members = bookings.groups().of(viewer, id, now);
    return find(viewer, id, members);
  }

  /**
   * Series of the viewer's organisation, latest first.
   *
   * @param after where the page before ended
   */
  public Listed.Page<Series> list(Viewer viewer, Optional<Place> after, int limit, Instant now) {
    List<Listed<Series>> found =
        database.inTransaction(
            connection -> new SeriesRows(connection).list(viewer, after, limit, now));
    return Listed.page(found, limit, Series::createdAt, Series::id);
  }

  private Optional<Series> find(Viewer viewer, UUID id, List<Reservation> members) {
    return database.inTransaction(
        connection -> new SeriesRows(connection).find(viewer, id, members));
  }

  /**
   * Gives back all of a series that isn't over.
   *
   * @param from only what starts then or later
   */
  public Optional<Series> cancel(Viewer viewer, UUID id, Optional<Instant> from, Instant now) {
    if (find(viewer, id, List.of()).isEmpty()) {
      return Optional.empty();
    }
    Instant first = from.orElse(Instant.MIN);
    return find(
        viewer,
        id,
        bookings
            .groups()
            .cancel(viewer, id, each -> !each.start().isBefore(first), "", now)
            .reservations());
  }
}
