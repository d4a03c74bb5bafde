package io.fallow.scheduler.api.asset;

import io.fallow.scheduler.api.operation.Answer;
import io.fallow.scheduler.api.operation.AssetAccess;
import io.fallow.scheduler.api.operation.Call;
import io.fallow.scheduler.api.operation.Endpoint;
import io.fallow.scheduler.api.operation.Operations;
import io.fallow.scheduler.api.operation.Rounded;
import io.fallow.scheduler.api.operation.SchedulerServices;
import io.fallow.scheduler.calendar.TimeRange;
import io.fallow.telemetry.registry.Asset;
import io.fallow.telemetry.usage.PowerCurve;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The power that one's own asset took. */
public final class PowerEndpoint implements Operations {

  private static final Duration LONGEST = Duration.ofDays(31);

  private final AssetAccess access;
  private final PowerCurve curve;

  /** Operations over these services. */
  public PowerEndpoint(SchedulerServices services) {
    this.access = new AssetAccess(services.sharing());
    this.curve = new PowerCurve(services.database());
  }

  @Override
  public Map<String, Endpoint> operations() {
    return Map.of("assetPower", this::power);
  }

  Answer power(Call call) {
    Optional<TimeRange> asked = call.inputs().range("from", "to", LONGEST);
    call.inputs().orThrow();
    TimeRange range = asked.orElseThrow();
    Asset asset = access.own(call);
    Duration step = PowerCurve.step(range.start(), range.end());
    List<PowerCurve.Bucket> buckets = curve.of(asset.id(), range.start(), range.end(), step);
    JsonArray points = new JsonArray();
    double energy = 0;
    double known = 0;
    for (PowerCurve.Bucket each : buckets) {
      energy += each.energyWh();
      known += each.knownS();
      points.add(json(each).put("energyWh", Rounded.to(energy, 1)));
    }
    return Answer.ok(
        new JsonObject()
            .put("asset", asset.publicId())
            .put("zone", asset.facility().zone().getId())
            .put("from", range.start().toString())
            .put("to", range.end().toString())
            .put("bucketS", step.toSeconds())
            .put("energyWh", buckets.isEmpty() ? null : Rounded.to(energy, 1))
            .put("knownS", Rounded.to(known, 1))
            .put("points", points));
  }

  private static JsonObject json(PowerCurve.Bucket bucket) {
    return new JsonObject()
        .put("start", bucket.start().toString())
        .put("minW", Rounded.to(bucket.leastW(), 1))
        .put("meanW", Rounded.to(bucket.meanW(), 1))
        .put("maxW", Rounded.to(bucket.mostW(), 1))
        .put("knownS", Rounded.to(bucket.knownS(), 1));
  }
}
