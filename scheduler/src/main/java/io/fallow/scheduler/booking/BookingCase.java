package io.fallow.scheduler.booking;

import io.fallow.gateway.wire.Activity;
import io.fallow.scheduler.calendar.AssetCalendar;
import io.fallow.scheduler.calendar.TimeRange;
import io.fallow.scheduler.policy.Policy;
import io.fallow.scheduler.sharing.Viewer;
import io.fallow.scheduler.sharing.VisibleAsset;
import io.fallow.telemetry.forecast.IdleForecast;
import java.time.Instant;
import java.util.Optional;

/**
 * A wish with all that decides whether it keeps the rules.
 *
 * @param booker for whom the asset is to be
 * @param during the time wanted
 * @param policy the terms on which the booker may have the asset
 * @param bookable what is known of the asset in that part of the requested time which any booking
 *     could reach; empty for a request that is past or too far ahead altogether
 * @param standing what the booker has already and is qualified for
 * @param replaced the reservation that is to be changed, if it isn't a new one: it counts for
 *     nothing beside itself
 */
record BookingCase(
    Viewer booker,
    VisibleAsset asset,
    TimeRange during,
    String purpose,
    Policy policy,
    Optional<Known> bookable,
    Standing standing,
    Optional<Reservation> replaced,
    Instant now) {

  /**
   * What is known of the asset in a part of the requested time.
   *
   * @param present what it does at this moment, if the part reaches into the present quarter-hour
   */
  record Known(
      TimeRange part, AssetCalendar calendar, IdleForecast forecast, Optional<Activity> present) {}
}
