package io.fallow.scheduler.attendance;

import io.fallow.scheduler.calendar.AssetCalendar;
import io.fallow.scheduler.calendar.Calendars;
import io.fallow.scheduler.calendar.TimeRange;
import io.fallow.scheduler.policy.Policy;
import io.fallow.telemetry.forecast.Expectation;
import io.fallow.telemetry.forecast.IdleForecast;
import io.fallow.telemetry.forecast.IdleForecasts;
import io.fallow.telemetry.registry.Asset;
import java.time.Instant;
import java.util.List;
import java.util.function.Function;

/**
 * Whether an owner was to use its asset at an instant, as far as one knows: in its own hours, in
 * which the asset isn't shared; in a lock-out, for which somebody may be at work on it; and where
 * the asset wasn't expected to stand idle, with the chance from which on the owner offers it.
 * Blocks, on connections of its own; for any number of threads.
 */
final class OwnersPlan {

  /** What one knows. */
  enum Answer {
    PLANNED,
    NOT_PLANNED,
    /** Too little was observed for a forecast. */
    NOT_KNOWN
  }

  private final Calendars calendars;
  private final IdleForecasts forecasts;
  private final Function<Asset, Policy> terms;

  /**
   * Plans of these.
   *
   * @param terms what an asset's owner says of it, whoever books
   */
  OwnersPlan(Calendars calendars, IdleForecasts forecasts, Function<Asset, Policy> terms) {
    this.calendars = calendars;
    this.forecasts = forecasts;
    this.terms = terms;
  }

  Answer at(Asset asset, Instant instant) {
    TimeRange moment = new TimeRange(instant, instant.plusSeconds(1));
    AssetCalendar calendar = calendars.of(List.of(asset), moment).get(asset.id());
    return !calendar.open().contains(instant) || calendar.lockedOut().contains(instant)
        ? Answer.PLANNED
        : foretold(asset, moment);
  }

  private Answer foretold(Asset asset, TimeRange moment) {
    IdleForecast forecast = forecasts.of(List.of(asset), moment.start()).get(asset.id());
    Expectation expected = forecast.between(moment.start(), moment.end()).get(0);
    if (expected.probability().isEmpty()) {
      return Answer.NOT_KNOWN;
    }
    double chance = expected.probability().getAsDouble();
    return chance < terms.apply(asset).leastProbability() ? Answer.PLANNED : Answer.NOT_PLANNED;
  }
}
