package io.fallow.scheduler.api;

import io.fallow.scheduler.calendar.TimeRange;
import io.fallow.scheduler.idle.Explanation;
import io.fallow.scheduler.idle.IdleWindow;
import io.fallow.scheduler.idle.Stretch;
import io.fallow.scheduler.idle.Verdict;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Set;

/** Idle windows and explanations as the contract shows them. */
final class WindowJson {

  private static final DateTimeFormatter WALL_CLOCK =
      DateTimeFormatter.ofPattern("EEE yyyy-MM-dd HH:mm", Locale.ROOT);

  /** How an owner uses its asset in hours that it doesn't share is not for its partners. */
  private static final Set<Verdict> OF_INTEREST_TO_PARTNERS =
      Set.of(Verdict.OFFERED, Verdict.EXPECTED_BUSY, Verdict.UNKNOWN);

  private WindowJson() {}

  static JsonObject of(IdleWindow window) {
    ZoneId zone = window.asset().facility().zone();
    JsonObject json =
        new JsonObject()
            .put("asset", AssetJson.of(window.asset(), window.relation()))
            .put("start", window.start().toString())
            .put("end", window.end().toString())
            .put("localStart", local(window.start(), zone))
            .put("localEnd", local(window.end(), zone))
            .put("probability", Rounded.to(window.probability(), 3))
            .put("weeksObserved", Rounded.to(window.weeksObserved(), 2));
    window.distanceKm().ifPresent(km -> json.put("distanceKm", Rounded.to(km, 1)));
    return json;
  }

  static JsonObject of(Explanation explanation, TimeRange range) {
    ZoneId zone = explanation.asset().asset().facility().zone();
    boolean own = explanation.asset().isOwn();
    JsonArray stretches = new JsonArray();
    explanation.stretches().forEach(stretch -> stretches.add(of(stretch, zone, own)));
    return new JsonObject()
        .put("asset", explanation.asset().asset().publicId())
        .put("zone", zone.getId())
        .put("from", range.start().toString())
        .put("to", range.end().toString())
        .put("stretches", stretches);
  }

  private static JsonObject of(Stretch stretch, ZoneId zone, boolean own) {
    JsonObject json =
        new JsonObject()
            .put("start", stretch.start().toString())
            .put("end", stretch.end().toString())
            .put("localStart", local(stretch.start(), zone))
            .put("localEnd", local(stretch.end(), zone))
            .put("verdict", stretch.verdict().code())
            .put("reason", stretch.words());
    stretch.reservation().ifPresent(id -> json.put("reservation", id.toString()));
    if (own || OF_INTEREST_TO_PARTNERS.contains(stretch.verdict())) {
      stretch.probability().ifPresent(p -> json.put("probability", Rounded.to(p, 3)));
      json.put("weeksObserved", Rounded.to(stretch.weeksObserved(), 2));
    }
    return json;
  }

  private static String local(Instant instant, ZoneId zone) {
    return WALL_CLOCK.format(instant.atZone(zone));
  }
}
