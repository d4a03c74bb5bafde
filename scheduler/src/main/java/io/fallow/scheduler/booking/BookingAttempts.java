package io.fallow.scheduler.booking;

import io.fallow.scheduler.booking.BookingCase.Known;
import io.fallow.scheduler.booking.BookingOutcome.Booked;
import io.fallow.scheduler.booking.BookingOutcome.NotFound;
import io.fallow.scheduler.booking.BookingOutcome.Overlaps;
import io.fallow.scheduler.booking.BookingOutcome.Refused;
import io.fallow.scheduler.calendar.AssetLocks;
import io.fallow.scheduler.calendar.Calendars;
import io.fallow.scheduler.calendar.TimeRange;
import io.fallow.scheduler.sharing.Limits;
import io.fallow.scheduler.sharing.Sharing;
import io.fallow.scheduler.sharing.VisibleAsset;
import io.fallow.telemetry.forecast.IdleForecast;
import io.fallow.telemetry.forecast.IdleForecasts;
import io.fallow.telemetry.registry.Asset;
import io.fallow.telemetry.store.Database;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** Tries to book: gathers what is known, checks all rules, and inserts if none is broken. */
final class BookingAttempts {

  private final Database database;
  private final Sharing sharing;
  private final Calendars calendars;
  private final IdleForecasts forecasts;

  BookingAttempts(
      Database database, Sharing sharing, Calendars calendars, IdleForecasts forecasts) {
    this.database = database;
    this.sharing = sharing;
    this.calendars = calendars;
    this.forecasts = forecasts;
  }

  BookingOutcome book(BookingRequest request, Instant now) {
    return sharing
        .visible(request.viewer().organisationId(), request.asset(), now)
        .map(asset -> book(request, asset, now))
        .orElseGet(NotFound::new);
  }

  private BookingOutcome book(BookingRequest request, VisibleAsset visible, Instant now) {
    Asset asset = visible.asset();
    IdleForecast forecast = forecasts.of(List.of(asset), now).get(asset.id());
    TimeRange reach = new TimeRange(now.minus(Limits.LATE_START), now.plus(Limits.HORIZON));
    Optional<TimeRange> part = request.during().intersect(reach);
    return database.inTransaction(
        connection -> {
          AssetLocks.take(connection, List.of(asset.id()));
          Optional<Known> known =
              part.isEmpty()
                  ? Optional.empty()
                  : Optional.of(known(connection, asset, part.get(), forecast));
          BookingCase booking = new BookingCase(request, visible, known, now);
          List<Violation> violations = BookingRules.violated(booking);
          return violations.isEmpty()
              ? insert(connection, booking, known.orElseThrow())
              : refuse(connection, booking, violations);
        });
  }

  private Known known(Connection connection, Asset asset, TimeRange part, IdleForecast forecast)
      throws SQLException {
    return new Known(part, calendars.of(connection, asset, part), forecast);
  }

  private static BookingOutcome insert(Connection connection, BookingCase booking, Known known)
      throws SQLException {
    int asset = booking.asset().asset().id();
    BookingRequest request = booking.request();
    TimeRange blocked = known.calendar().turnaround().blockedBy(request.during());
    ReservationWrites writes = new ReservationWrites(connection, booking.now());
    ReservationRows rows = new ReservationRows(connection, booking.now());
    writes.expireHoldsOf(asset);
    UUID id = UUID.randomUUID();
    if (writes.insert(id, asset, request, blocked)) {
      return new Booked(rows.find(request.viewer(), id).orElseThrow());
    }
    return new Overlaps(rows.inTheWay(asset, blocked).stream().filter(booking::mayKnow).toList());
  }

  private static BookingOutcome refuse(
      Connection connection, BookingCase booking, List<Violation> violations) throws SQLException {
    List<Violation> all = new ArrayList<>(violations);
    if (booking.bookable().isPresent() && isTaken(connection, booking, booking.bookable().get())) {
      all.add(new Violation("overlaps", "somebody has the asset in part of this time"));
    }
    return new Refused(List.copyOf(all));
  }

  private static boolean isTaken(Connection connection, BookingCase booking, Known known)
      throws SQLException {
    TimeRange blocked = known.calendar().turnaround().blockedBy(known.part());
    return new ReservationRows(connection, booking.now())
        .inTheWay(booking.asset().asset().id(), blocked).stream()
            .anyMatch(reservation -> reservation.status() != Status.EXPIRED);
  }
}
