package io.fallow.scheduler.api;

import io.fallow.scheduler.calendar.TimeRange;
import io.fallow.telemetry.forecast.Expectation;
import io.fallow.telemetry.forecast.IdleForecasts;
import io.fallow.telemetry.registry.Asset;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** How likely one's own asset stands idle, quarter-hour by quarter-hour. */
final class ForecastEndpoint {

  private static final Duration LONGEST = Duration.ofDays(31);

  private final AssetAccess access;
  private final IdleForecasts forecasts;

  ForecastEndpoint(SchedulerServices services) {
    this.access = new AssetAccess(services.sharing());
    this.forecasts = new IdleForecasts(services.database());
  }

  Answer forecast(Call call) {
    Optional<TimeRange> asked = call.inputs().range("from", "to", LONGEST);
    call.inputs().orThrow();
    TimeRange range = asked.orElseThrow();
    Asset asset = access.own(call);
    JsonArray quarters = new JsonArray();
    forecasts
        .of(List.of(asset), call.now())
        .get(asset.id())
        .between(range.start(), range.end())
        .forEach(quarter -> quarters.add(json(quarter)));
    return Answer.ok(
        new JsonObject()
            .put("asset", asset.publicId())
            .put("zone", asset.facility().zone().getId())
            .put("from", range.start().toString())
            .put("to", range.end().toString())
            .put("quarters", quarters));
  }

  private static JsonObject json(Expectation quarter) {
    return new JsonObject()
        .put("start", quarter.start().toString())
        .put("probability", Rounded.orNull(quarter.probability(), 3))
        .put("weeksObserved", Rounded.to(quarter.weeksObserved(), 2));
  }
}
