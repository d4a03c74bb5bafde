package io.fallow.scheduler.idle;

import io.fallow.scheduler.calendar.AssetCalendar;
import io.fallow.scheduler.sharing.Relation;
import io.fallow.telemetry.forecast.IdleForecast;
import java.time.Instant;
import java.util.List;

/**
 * All that decides about an asset's time, for one viewer.
 *
 * @param calendar what its owner decided, cut to the range that is asked about
 * @param taken its live reservations in and around that range
 * @param forecast what to expect of it
 * @param viewer id of the organisation that asks
 * @param present the moment from which the question is asked
 */
record AssetTime(
    AssetCalendar calendar,
    List<Taken> taken,
    IdleForecast forecast,
    Relation relation,
    int viewer,
    Instant present) {}
