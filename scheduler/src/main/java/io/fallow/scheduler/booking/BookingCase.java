package io.fallow.scheduler.booking;

import io.fallow.scheduler.calendar.AssetCalendar;
import io.fallow.scheduler.calendar.TimeRange;
import io.fallow.scheduler.sharing.VisibleAsset;
import io.fallow.telemetry.forecast.IdleForecast;
import java.time.Instant;
import java.util.Optional;

/**
 * A request with all that decides whether it keeps the rules.
 *
 * @param bookable what is known of the asset in that part of the requested time which any booking
 *     could reach; empty for a request that is past or too far ahead altogether
 */
record BookingCase(
    BookingRequest request, VisibleAsset asset, Optional<Known> bookable, Instant now) {

  /** What is known of the asset in a part of the requested time. */
  record Known(TimeRange part, AssetCalendar calendar, IdleForecast forecast) {}

  /** Whether whoever asks may know of a reservation of this asset. */
  boolean mayKnow(Reservation reservation) {
    return asset.isOwn() || reservation.organisation().equals(request.viewer().organisation());
  }
}
