package io.fallow.scheduler.api.asset;

import io.fallow.scheduler.api.operation.Answer;
import io.fallow.scheduler.api.operation.AssetAccess;
import io.fallow.scheduler.api.operation.Call;
import io.fallow.scheduler.api.operation.Endpoint;
import io.fallow.scheduler.api.operation.Operations;
import io.fallow.scheduler.api.operation.Rounded;
import io.fallow.scheduler.api.operation.SchedulerServices;
import io.fallow.scheduler.calendar.TimeRange;
import io.fallow.telemetry.forecast.Expectation;
import io.fallow.telemetry.forecast.IdleForecasts;
import io.fallow.telemetry.registry.Asset;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** How likely one's own asset stands idle, quarter-hour by quarter-hour. */
public final class ForecastEndpoint implements Operations {

  private static final Duration LONGEST = Duration.ofDays(31);

  private final AssetAccess access;
  private final IdleForecasts forecasts;

  /** Operations over these services. */
  public ForecastEndpoint(SchedulerServices services) {
    this.access = new AssetAccess(services.sharing());
    this.forecasts = new IdleForecasts(services.database());
  }

  @Override
  public Map<String, Endpoint> operations() {
    return Map.of("forecast", this::forecast);
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
