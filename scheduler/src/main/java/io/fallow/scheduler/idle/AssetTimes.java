package io.fallow.scheduler.idle;

import io.fallow.scheduler.calendar.AssetCalendar;
import io.fallow.scheduler.calendar.Calendars;
import io.fallow.scheduler.calendar.TimeRange;
import io.fallow.scheduler.calendar.Turnaround;
import io.fallow.scheduler.sharing.VisibleAsset;
import io.fallow.telemetry.forecast.IdleForecast;
import io.fallow.telemetry.forecast.IdleForecasts;
import io.fallow.telemetry.registry.Asset;
import io.fallow.telemetry.store.Database;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Gathers all that decides about the time of some assets: a few queries, however many assets. */
final class AssetTimes {

  private final Calendars calendars;
  private final TakenTimes takenTimes;
  private final IdleForecasts forecasts;

  AssetTimes(Database database, Calendars calendars, IdleForecasts forecasts) {
    this.calendars = calendars;
    this.takenTimes = new TakenTimes(database);
    this.forecasts = forecasts;
  }

  /**
   * @param viewer id of the organisation that asks
   * @param asOf the moment from which the question is asked, if it isn't now. Reservations are
   *     those of now all the same
   */
  List<AssetTime> of(
      Collection<VisibleAsset> visible,
      TimeRange range,
      int viewer,
      Optional<Instant> asOf,
      Instant now) {
    List<Asset> assets = visible.stream().map(VisibleAsset::asset).toList();
    Instant present = asOf.orElse(now);
    Map<Integer, AssetCalendar> calendarOf = calendars.of(assets, range);
    Map<Integer, IdleForecast> forecastOf = forecasts.of(assets, present);
    Map<Integer, List<Taken>> takenOf =
        takenTimes.of(calendarOf.keySet(), withNeighbours(range, calendarOf.values()), now);
    return visible.stream()
        .map(
            one -> {
              int id = one.asset().id();
              List<Taken> taken = takenOf.getOrDefault(id, List.of());
              return new AssetTime(
                  calendarOf.get(id), taken, forecastOf.get(id), one.relation(), viewer, present);
            })
        .toList();
  }

  /** A reservation outside the range keeps clear of itself what lies within a turnaround of it. */
  private static TimeRange withNeighbours(TimeRange range, Collection<AssetCalendar> calendars) {
    Duration longest =
        calendars.stream()
            .map(AssetCalendar::turnaround)
            .map(AssetTimes::whole)
            .max(Duration::compareTo)
            .orElse(Duration.ZERO);
    return range.widened(longest, longest);
  }

  private static Duration whole(Turnaround turnaround) {
    return turnaround.before().plus(turnaround.after());
  }
}
