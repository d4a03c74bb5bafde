package io.fallow.scheduler.booking;

import io.fallow.scheduler.booking.BookingCase.Known;
import io.fallow.scheduler.calendar.AssetCalendar;
import io.fallow.scheduler.calendar.Calendars;
import io.fallow.scheduler.calendar.TimeRange;
import io.fallow.telemetry.forecast.IdleForecast;
import io.fallow.telemetry.forecast.IdleForecasts;
import io.fallow.telemetry.registry.Asset;
import io.fallow.telemetry.store.Question;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Optional;

/**
 * Judges a plain booking before its transaction begins, by what one trip to the database tells.
 * What nothing stands in the way of is then made without another look, unless something has changed
 * that must not have ({@link ReservationLedger#insertUnchanged}). What isn't plain, or has anything
 * against it, says nothing here: it is looked at under the asset's lock.
 */
final class Foresight {

  private Foresight() {}

  /** The look at a booking that nothing stands in the way of. */
  static Optional<Look> of(Connection connection, Candidate wanted, Instant now)
      throws SQLException {
    Asset asset = wanted.asset().asset();
    TimeRange during = wanted.request().during();
    return Question.both(
            connection,
            Calendars.plain(asset, during),
            IdleForecasts.kept(asset, during.start(), during.end(), now),
            (calendar, forecast) -> look(wanted, calendar, forecast, now))
        .filter(look -> look.refusal().isEmpty());
  }

  /**
   * Whether it is free at first sight, keeps all rules that need no look, and is asked of no more
   * than the asset's calendar and forecast.
   */
  static boolean isPlain(Candidate wanted, Instant now) {
    return !wanted.taken()
        && wanted.request().overrideReason().isEmpty()
        && Standings.isUnasked(wanted.asset(), wanted.policy())
        && !Present.isIn(wanted.request().during(), now)
        && wanted.keepsItsTerms(now);
  }

  private static Optional<Look> look(
      Candidate wanted, Optional<AssetCalendar> plain, Optional<IdleForecast> kept, Instant now) {
    Optional<IdleForecast> forecast =
        wanted.asset().isOwn() ? kept.or(() -> Optional.of(IdleForecast.NOTHING)) : kept;
    return plain.flatMap(
        calendar ->
            forecast.map(
                expected ->
                    Look.of(
                        wanted,
                        new Known(calendar.within(), calendar, expected, Optional.empty()),
                        now)));
  }
}
