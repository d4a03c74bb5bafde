package io.fallow.scheduler.booking;

import io.fallow.scheduler.booking.BookingOutcome.Booked;
import io.fallow.scheduler.booking.BookingOutcome.Overlaps;
import io.fallow.scheduler.booking.BookingOutcome.Refused;
import io.fallow.scheduler.calendar.Calendars;
import io.fallow.scheduler.sharing.Sharing;
import io.fallow.scheduler.sharing.Viewer;
import io.fallow.telemetry.forecast.IdleForecasts;
import io.fallow.telemetry.store.Database;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * Books assets. Two bookings of one asset never block the same time, however many are tried at
 * once: the database's constraint decides, not a look beforehand. Blocks; safe for any number of
 * threads; failures are {@link io.fallow.telemetry.store.StoreException}s.
 */
public final class BookingService {

  private final Database database;
  private final BookingAttempts attempts;
  private final MeterRegistry meters;

  public BookingService(
      Database database,
      Sharing sharing,
      Calendars calendars,
      IdleForecasts forecasts,
      MeterRegistry meters) {
    this.database = database;
    this.attempts = new BookingAttempts(database, sharing, calendars, forecasts);
    this.meters = meters;
  }

  /** Books an asset, or holds it for ten minutes. */
  public BookingOutcome book(BookingRequest request, Instant now) {
    BookingOutcome outcome = attempts.book(request, now);
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
    return database.inTransaction(c -> new ReservationRows(c, now).find(viewer, id));
  }

  /** The reservations that the viewer may see, latest start first. */
  public List<Reservation> list(Viewer viewer, int limit, Instant now) {
    return database.inTransaction(c -> new ReservationRows(c, now).latestFirst(viewer, limit));
  }

  /** Turns a hold of the viewer's organisation into a booking. */
  public ChangeOutcome confirm(Viewer viewer, UUID id, Instant now) {
    return database.inTransaction(c -> ReservationChange.confirm(c, viewer, id, now));
  }

  /**
   * Gives a reservation back: the booker's organisation may, and the asset's owner. One that has
   * begun can be cancelled until it ends.
   */
  public ChangeOutcome cancel(Viewer viewer, UUID id, Instant now) {
    return database.inTransaction(c -> ReservationChange.cancel(c, viewer, id, now));
  }

  /**
   * Marks holds whose time is up as expired. To be called now and then, by any number of processes;
   * nothing depends on when, because a hold counts for nothing from the moment its time is up.
   *
   * @return how many were marked
   */
  public int expireHolds(Instant now) {
    return database.inTransaction(c -> new ReservationWrites(c, now).expireHolds());
  }
}
