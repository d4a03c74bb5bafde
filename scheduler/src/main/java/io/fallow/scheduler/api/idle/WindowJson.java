package io.fallow.scheduler.api.idle;

import io.fallow.scheduler.api.operation.Rounded;
import io.fallow.scheduler.calendar.TimeRange;
import io.fallow.scheduler.idle.Explanation;
import io.fallow.scheduler.idle.Stretch;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** Explanations as the contract shows them. */
final class WindowJson {

  private static final DateTimeFormatter WALL_CLOCK =
      DateTimeFormatter.ofPattern("EEE yyyy-MM-dd HH:mm", Locale.ROOT);

  private WindowJson() {}

  static JsonObject of(Explanation explanation, TimeRange range) {
    ZoneId zone = explanation.asset().asset().facility().zone();
    JsonArray stretches = new JsonArray();
    explanation.stretches().forEach(stretch -> stretches.add(of(stretch, zone)));
    return new JsonObject()
        .put("asset", explanation.asset().asset().publicId())
        .put("zone", zone.getId())
        .put("from", range.start().toString())
        .put("to", range.end().toString())
        .put("stretches", stretches);
  }

  private static JsonObject of(Stretch stretch, ZoneId zone) {
    JsonObject json =
        new JsonObject()
            .put("start", stretch.start().toString())
            .put("end", stretch.end().toString())
            .put("localStart", local(stretch.start(), zone))
            .put("localEnd", local(stretch.end(), zone))
            .put("verdict", stretch.verdict().code())
            .put("reason", stretch.words());
    stretch.probability().ifPresent(p -> json.put("probability", Rounded.to(p, 3)));
    stretch.weeksObserved().ifPresent(w -> json.put("weeksObserved", Rounded.to(w, 2)));
    stretch.reservation().ifPresent(id -> json.put("reservation", id.toString()));
    return json;
  }

  /** A moment on a facility's clock, such as {@code Sun 2026-11-22 08:00}. */
  static String local(Instant instant, ZoneId zone) {
    return WALL_CLOCK.format(instant.atZone(zone));
  }
}
