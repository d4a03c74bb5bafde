package io.fallow.scheduler.api.group;

import io.fallow.scheduler.api.operation.Refusals;
import io.fallow.scheduler.calendar.TimeRange;
import io.fallow.scheduler.group.WaitEntry;
import io.fallow.scheduler.group.WaitState;
import io.fallow.scheduler.group.Wish;
import io.vertx.core.json.JsonObject;

/** Writes entries of the wait-list. */
final class WaitJson {

  private WaitJson() {}

  static JsonObject of(WaitEntry entry) {
    JsonObject json =
        new JsonObject()
            .put("id", entry.id().toString())
            .put("state", state(entry))
            .put("purpose", entry.purpose())
            .put("createdAt", entry.createdAt().toString())
            .mergeIn(of(entry.wish()));
    entry.offer().ifPresent(offer -> json.put("offer", of(offer)));
    entry.passedOver().ifPresent(passed -> json.put("passedOver", of(passed)));
    return json;
  }

  private static String state(WaitEntry entry) {
    boolean offered = entry.state() == WaitState.WAITING && entry.offer().isPresent();
    return offered ? "OFFERED" : entry.state().name();
  }

  private static JsonObject of(Wish wish) {
    TimeRange range = wish.range();
    JsonObject json =
        new JsonObject()
            .put("type", wish.type())
            .put("from", range.start().toString())
            .put("to", range.end().toString())
            .put("minDuration", wish.least().toString())
            .put("maxDuration", wish.most().toString());
    wish.asset().ifPresent(asset -> json.put("asset", asset));
    wish.owner().ifPresent(owner -> json.put("owner", owner));
    wish.near()
        .ifPresent(
            near ->
                json.put("near", near.latitude() + "," + near.longitude())
                    .put("radiusKm", near.radiusKm()));
    return json;
  }

  private static JsonObject of(WaitEntry.Offer offer) {
    return GroupJson.of(offer.spot())
        .put("reservation", offer.reservation().toString())
        .put("expiresAt", offer.expiresAt().toString());
  }

  private static JsonObject of(WaitEntry.PassedOver passed) {
    return GroupJson.of(passed.spot())
        .put("at", passed.at().toString())
        .put("violations", Refusals.json(passed.violations()));
  }
}
