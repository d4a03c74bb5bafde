package io.fallow.scheduler.api.asset;

import io.fallow.scheduler.api.operation.Answer;
import io.fallow.scheduler.api.operation.Call;
import io.fallow.scheduler.api.operation.Endpoint;
import io.fallow.scheduler.api.operation.Operations;
import io.fallow.scheduler.api.operation.Rounded;
import io.fallow.scheduler.api.operation.SchedulerServices;
import io.fallow.scheduler.calendar.TimeRange;
import io.fallow.telemetry.usage.UtilisationGroup;
import io.fallow.telemetry.usage.UtilisationQuery;
import io.fallow.telemetry.usage.UtilisationQuery.Bucket;
import io.fallow.telemetry.usage.UtilisationQuery.By;
import io.fallow.telemetry.usage.UtilisationReport;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.time.ZoneId;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** How much one's own assets were used, by group and calendar. */
public final class UtilisationEndpoints implements Operations {

  private final UtilisationReport report;

  /** Operations over these services. */
  public UtilisationEndpoints(SchedulerServices services) {
    this.report = new UtilisationReport(services.database());
  }

  @Override
  public Map<String, Endpoint> operations() {
    return Map.of("utilisationReport", this::report);
  }

  Answer report(Call call) {
    By by = By.valueOf(choice(call, "groupBy").orElse("ASSET"));
    Bucket bucket = Bucket.valueOf(choice(call, "bucket").orElse("DAY"));
    Optional<TimeRange> range = call.inputs().range("from", "to", longest(bucket));
    int limit = (int) call.inputs().number("limit").orElse(1);
    call.inputs().orThrow();
    UtilisationReport.Page page =
        report.page(
            new UtilisationQuery(
                call.viewer().organisationId(),
                by,
                bucket,
                range.orElseThrow().start(),
                range.orElseThrow().end(),
                call.now(),
                call.inputs().text("after"),
                limit));
    return call.acceptsCsv()
        ? UtilisationCsv.of(page, bucket)
        : Answer.ok(json(page, range.orElseThrow(), by, bucket));
  }

  private static Optional<String> choice(Call call, String name) {
    return call.inputs().text(name).map(text -> text.toUpperCase(Locale.ROOT));
  }

  private static Duration longest(Bucket bucket) {
    return switch (bucket) {
      case HOUR -> Duration.ofDays(31);
      case DAY -> Duration.ofDays(400);
      case WEEK -> Duration.ofDays(1_200);
    };
  }

  private static JsonObject json(
      UtilisationReport.Page page, TimeRange range, By by, Bucket bucket) {
    JsonArray groups = new JsonArray();
    page.groups().forEach(group -> groups.add(json(group, bucket)));
    JsonObject json =
        new JsonObject()
            .put("from", range.start().toString())
            .put("to", range.end().toString())
            .put("groupBy", by.name().toLowerCase(Locale.ROOT))
            .put("bucket", bucket.name().toLowerCase(Locale.ROOT))
            .put("groups", groups);
    page.next().ifPresent(next -> json.put("next", next));
    return json;
  }

  private static JsonObject json(UtilisationGroup group, Bucket bucket) {
    JsonArray buckets = new JsonArray();
    for (UtilisationGroup.Line line : group.buckets()) {
      JsonObject start = new JsonObject().put("start", start(line, bucket));
      buckets.add(start.mergeIn(json(line.sums())));
    }
    return new JsonObject()
        .put("id", group.id())
        .put("assets", group.assets())
        .put("zone", group.zone().map(ZoneId::getId).orElse(null))
        .put("total", json(group.total()))
        .put("buckets", buckets);
  }

  static String start(UtilisationGroup.Line line, Bucket bucket) {
    return bucket == Bucket.HOUR ? line.start().toString() : line.start().toLocalDate().toString();
  }

  private static JsonObject json(UtilisationGroup.Sums sums) {
    return new JsonObject()
        .put("inUseH", hours(sums.inUseS()))
        .put("standbyH", hours(sums.standbyS()))
        .put("offH", hours(sums.offS()))
        .put("faultH", hours(sums.faultS()))
        .put("unknownH", hours(sums.unknownS()))
        .put("utilisation", Rounded.orNull(sums.utilisation(), 4))
        .put("energyKwh", Rounded.to(sums.energyWh() / 1_000, 3));
  }

  static double hours(double seconds) {
    return Rounded.to(seconds / 3_600, 3);
  }
}
