package io.fallow.scheduler.booking;

import io.fallow.scheduler.booking.BookingOutcome.Booked;
import io.fallow.scheduler.booking.BookingOutcome.Overlaps;
import io.fallow.scheduler.booking.BookingOutcome.Refused;
import io.fallow.scheduler.calendar.Calendars;
import io.fallow.scheduler.policy.Policies;
import io.fallow.scheduler.sharing.Sharing;
import io.fallow.scheduler.sharing.Viewer;
import io.fallow.telemetry.forecast.IdleForecasts;
import io.fallow.telemetry.registry.Registry;
import io.fallow.telemetry.store.Database;
import io.micrometer.core.instrument.MeterRegistry;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * Books assets, and leads reservations through their life. Two bookings of one asset never block
 * the same time, however many are tried at once: the asset's lock keeps what was looked at true,
 * and the database's constraint has the last word. Blocks; safe for any number of threads; failures
 * are {@link io.fallow.telemetry.store.StoreException}s.
 */
public final class BookingService {

  private final Database database;
  private final BookingTerms terms;
  private final BookingAttempts attempts;
  private final ReservationChanges changes;
  private final GroupChanges groups;
  private final Rescheduling rescheduling;
  private final ReservationQueries queries;
  private final Expiry expiry;
  private final MeterRegistry meters;

  public BookingService(
      Database database,
      Registry registry,
      Sharing sharing,
      Calendars calendars,
      Policies policies,
      IdleForecasts forecasts,
      MeterRegistry meters) {
    this.database = database;
    this.expiry = new Expiry(database);
    this.terms = new BookingTerms(registry, sharing, policies, forecasts, expiry);
    this.attempts = new BookingAttempts(calendars, policies);
    this.changes = new ReservationChanges(database, terms);
    this.groups = new GroupChanges(database, terms);
    this.rescheduling = new Rescheduling(changes, terms, calendars);
    this.queries = new ReservationQueries(database);
    this.meters = meters;
  }

  /**
   * Books an asset, holds it for some minutes, or asks its owner for it. Who comes too late costs
   * no transaction, and what is plain and free costs four trips to the database.
   */
  public BookingOutcome book(BookingRequest request, Instant now) {
    return counted(terms.asked(request, now).fold(wanted -> book(wanted, now), refused -> refused));
  }

  private BookingOutcome book(Candidate wanted, Instant now) {
    return bookForeseen(wanted, now)
        .<BookingOutcome>map(Booked::new)
        .orElseGet(() -> bookWatchfully(wanted, now));
  }

  private Optional<Reservation> bookForeseen(Candidate wanted, Instant now) {
    Optional<Look> foreseen =
        Foresight.isPlain(wanted, now)
            ? database.reading(connection -> Foresight.of(connection, wanted, now))
            : Optional.empty();
    return foreseen.flatMap(
        look -> database.inTransaction(connection -> attempts.asForeseen(connection, look)));
  }

  private BookingOutcome bookWatchfully(Candidate wanted, Instant now) {
    return database
        .reading(connection -> Taken.by(connection, wanted, now))
        .orElseGet(() -> bookUntaken(terms.foreseen(terms.unlapsed(wanted, now), now), now));
  }

  private BookingOutcome bookUntaken(Candidate candidate, Instant now) {
    return database.inTransaction(connection -> attempts.book(connection, candidate, now));
  }

  /** Gathers what can be known of a booking before a transaction begins. */
  public Prepared prepare(BookingRequest request, Instant now) {
    return terms.prepare(request, now);
  }

  /** Books what was prepared, in the caller's transaction, which holds no lock as yet. */
  public BookingOutcome book(Connection connection, Candidate candidate, Instant now)
      throws SQLException {
    Optional<BookingOutcome> taken = Taken.by(connection, candidate, now);
    return counted(taken.isPresent() ? taken.get() : attempts.book(connection, candidate, now));
  }

  /** For series and bundles, which are changed as a whole. */
  public GroupChanges groups() {
    return groups;
  }

  /** For those who book several things in one transaction. */
  public BookingAttempts attempts() {
    return attempts;
  }

  private BookingOutcome counted(BookingOutcome outcome) {
    meters.counter("fallow.bookings", "outcome", name(outcome)).increment();
    return outcome;
  }

  private static String name(BookingOutcome outcome) {
    return outcome.fold(
        (Booked booked) -> "booked",
        (Overlaps overlaps) -> "overlaps",
        (Refused refused) -> "refused",
        () -> "not-found");
  }

  /** A reservation that the viewer may see: of its organisation, or of an asset of its own. */
  public Optional<Reservation> get(Viewer viewer, UUID id, Instant now) {
    return queries.find(viewer, id, now);
  }

  /** Some of the reservations that the viewer may see, latest start first. */
  public ReservationPage page(Viewer viewer, ReservationFilter filter, Instant now) {
    return queries.page(viewer, filter, now);
  }

  /** All versions of a reservation that the viewer may see, the first one first. */
  public Optional<List<ReservationVersion>> history(Viewer viewer, UUID id, Instant now) {
    return queries.history(viewer, id, now);
  }

  /** Leads reservations from one state to the next. */
  public LifeSteps steps() {
    return new LifeSteps(changes);
  }

  /** Makes a reservation longer or shorter, or moves it. */
  public ChangeOutcome change(ChangeRequest request, Instant now) {
    return rescheduling.change(request, now);
  }

  /**
   * Marks holds and requests whose time is up as expired. To be called now and then, by any number
   * of processes; nothing depends on when, because they count for nothing from the moment their
   * time is up.
   *
   * @return how many were marked
   */
  public int expire(Instant now) {
    return expiry.run(now);
  }

  /**
   * Waives what is owed for time that others have booked since. To be called now and then, by any
   * number of processes.
   *
   * @return at how many bookings it looked
   */
  public int waiveFees(Instant now) {
    return Reletting.run(database, now);
  }

  /** Forgets idempotency keys that are too old to be kept; returns how many. */
  public int forgetKeys(Instant now) {
    return database.inTransaction(connection -> IdempotencyKeys.sweep(connection, now));
  }

  /** Whatever has become of the reservations of a series or bundle, by start. */
  public List<Reservation> ofGroup(Connection connection, UUID group, Instant now)
      throws SQLException {
    return new ReservationRows(connection)
        .ofGroup(group).stream().map(found -> found.asOf(now)).toList();
  }
}
