package io.fallow.scheduler.api.asset;

import static java.util.stream.Collectors.groupingBy;

import io.fallow.scheduler.api.operation.Answer;
import io.fallow.scheduler.api.operation.AssetAccess;
import io.fallow.scheduler.api.operation.Call;
import io.fallow.scheduler.api.operation.Endpoint;
import io.fallow.scheduler.api.operation.Operations;
import io.fallow.scheduler.api.operation.Rounded;
import io.fallow.scheduler.api.operation.SchedulerServices;
import io.fallow.scheduler.api.problem.Problem;
import io.fallow.scheduler.api.problem.ProblemException;
import io.fallow.scheduler.api.problem.ProblemType;
import io.fallow.scheduler.calendar.TimeRange;
import io.fallow.scheduler.sharing.Sharing;
import io.fallow.scheduler.sharing.VisibleAsset;
import io.fallow.scheduler.sharing.WeeklyUse;
import io.fallow.scheduler.sharing.WeeklyUse.Week;
import io.fallow.telemetry.registry.Asset;
import io.fallow.telemetry.usage.HourlyUtilisation;
import io.fallow.telemetry.usage.UsageInterval;
import io.fallow.telemetry.usage.UsageQueries;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What one's own assets did; and those of others as far as their owners let know. */
public final class UsageEndpoints implements Operations {

  private static final Duration LONGEST_INTERVALS = Duration.ofDays(31);
  private static final Duration LONGEST_HOURS = Duration.ofDays(100);
  private static final Duration LONGEST_BUSY_HOURS = Duration.ofDays(400);
  private static final Duration LONGEST_FLEET = Duration.ofDays(31);

  private final Sharing sharing;
  private final AssetAccess access;
  private final UsageQueries usage;
  private final WeeklyUse weeklyUse;

  /** Operations over these services. */
  public UsageEndpoints(SchedulerServices services) {
    this.sharing = services.sharing();
    this.access = new AssetAccess(services.sharing());
    this.usage = services.usage();
    this.weeklyUse = new WeeklyUse(services.database());
  }

  @Override
  public Map<String, Endpoint> operations() {
    return Map.of(
        "intervals",
        this::intervals,
        "utilisation",
        this::utilisation,
        "busyHours",
        this::busyHours,
        "fleetBusyHours",
        this::fleet,
        "weeklyUse",
        this::weeks);
  }

  Answer intervals(Call call) {
    TimeRange range = range(call, LONGEST_INTERVALS);
    Asset asset = access.own(call);
    JsonArray intervals = new JsonArray();
    for (UsageInterval each : usage.intervals(asset.id(), range.start(), range.end())) {
      intervals.add(
          new JsonObject()
              .put("start", each.start().toString())
              .put("end", each.end().toString())
              .put("activity", each.activity().name()));
    }
    return Answer.ok(head(asset, range).put("intervals", intervals));
  }

  Answer utilisation(Call call) {
    TimeRange range = range(call, LONGEST_HOURS);
    Asset asset = access.own(call);
    JsonArray hours = new JsonArray();
    hours(List.of(asset.id()), range).forEach(hour -> hours.add(json(hour)));
    return Answer.ok(head(asset, range).put("hours", hours));
  }

  Answer busyHours(Call call) {
    TimeRange range = range(call, LONGEST_BUSY_HOURS);
    Asset asset = access.own(call);
    BusyHours week = BusyHours.of(hours(List.of(asset.id()), range), asset.facility().zone());
    if (call.acceptsText()) {
      return Answer.text(BusyHoursText.of(asset, range, week));
    }
    JsonArray hours = new JsonArray();
    for (int hour = 0; hour < BusyHours.HOURS; hour++) {
      hours.add(
          new JsonObject()
              .put("dayOfWeek", hour / 24 + 1)
              .put("hour", hour % 24)
              .put("inUseShare", Rounded.orNull(week.share(hour), 4))
              .put("observedH", Rounded.to(week.observedH(hour), 2)));
    }
    return Answer.ok(head(asset, range).mergeIn(total(week)).put("hours", hours));
  }

  Answer fleet(Call call) {
    TimeRange range = range(call, LONGEST_FLEET);
    List<Asset> own =
        sharing.visibleTo(call.viewer().organisationId(), call.now()).stream()
            .filter(VisibleAsset::isOwn)
            .map(VisibleAsset::asset)
            .toList();
    Map<Integer, List<HourlyUtilisation>> hours =
        hours(own.stream().map(Asset::id).toList(), range).stream()
            .collect(groupingBy(HourlyUtilisation::assetId));
    JsonArray assets = new JsonArray();
    own.forEach(asset -> assets.add(strip(asset, hours.getOrDefault(asset.id(), List.of()))));
    return Answer.ok(
        new JsonObject()
            .put("from", range.start().toString())
            .put("to", range.end().toString())
            .put("assets", assets));
  }

  Answer weeks(Call call) {
    TimeRange range = range(call, LONGEST_BUSY_HOURS);
    Asset asset = access.visible(call).asset();
    JsonArray weeks = new JsonArray();
    weeklyUse
        .of(asset, range.start(), range.end())
        .orElseThrow(() -> new ProblemException(Problem.of(ProblemType.NOT_TOLD)))
        .forEach(week -> weeks.add(json(week)));
    return Answer.ok(head(asset, range).put("weeks", weeks));
  }

  private static JsonObject json(Week week) {
    double observed = week.observedS();
    return new JsonObject()
        .put("monday", week.monday().toString())
        .put("observedH", Rounded.to(observed / 3_600, 1))
        .put("inUseShare", observed > 0 ? Rounded.to(week.inUseS() / observed, 4) : null);
  }

  private static JsonObject strip(Asset asset, List<HourlyUtilisation> hours) {
    BusyHours week = BusyHours.of(hours, asset.facility().zone());
    JsonArray shares = new JsonArray();
    for (int hour = 0; hour < BusyHours.HOURS; hour++) {
      shares.add(Rounded.orNull(week.share(hour), 3));
    }
    return new JsonObject()
        .put("asset", asset.publicId())
        .put("zone", asset.facility().zone().getId())
        .mergeIn(total(week))
        .put("week", shares);
  }

  private static JsonObject total(BusyHours week) {
    return new JsonObject()
        .put("inUseShare", Rounded.orNull(week.share(), 4))
        .put("observedH", Rounded.to(week.observedH(), 1));
  }

  private static TimeRange range(Call call, Duration longest) {
    Optional<TimeRange> range = call.inputs().range("from", "to", longest);
    call.inputs().orThrow();
    return range.orElseThrow();
  }

  private List<HourlyUtilisation> hours(List<Integer> assets, TimeRange range) {
    return usage.hours(assets, range.start(), range.end());
  }

  private static JsonObject head(Asset asset, TimeRange range) {
    return new JsonObject()
        .put("asset", asset.publicId())
        .put("zone", asset.facility().zone().getId())
        .put("from", range.start().toString())
        .put("to", range.end().toString());
  }

  private static JsonObject json(HourlyUtilisation hour) {
    double observed = hour.observedS();
    return new JsonObject()
        .put("hour", hour.hour().toString())
        .put("inUseS", Rounded.to(hour.inUseS(), 1))
        .put("standbyS", Rounded.to(hour.standbyS(), 1))
        .put("offS", Rounded.to(hour.offS(), 1))
        .put("faultS", Rounded.to(hour.faultS(), 1))
        .put("observedS", Rounded.to(observed, 1))
        .put("energyWh", Rounded.to(hour.energyWh(), 1))
        .put("utilisation", observed > 0 ? Rounded.to(hour.inUseS() / observed, 4) : null);
  }
}
