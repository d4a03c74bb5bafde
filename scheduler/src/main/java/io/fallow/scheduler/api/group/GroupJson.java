package io.fallow.scheduler.api.group;

import io.fallow.scheduler.api.operation.Cursors;
import io.fallow.scheduler.api.operation.Refusals;
import io.fallow.scheduler.api.operation.ReservationJson;
import io.fallow.scheduler.booking.Reservation;
import io.fallow.scheduler.calendar.TimeRange;
import io.fallow.scheduler.group.Bundle;
import io.fallow.scheduler.group.BundleOutcome.Clash;
import io.fallow.scheduler.group.Conflict;
import io.fallow.scheduler.group.Listed;
import io.fallow.scheduler.group.Occurrence;
import io.fallow.scheduler.group.Placement;
import io.fallow.scheduler.group.Series;
import io.fallow.scheduler.group.Spot;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;

/** Writes series and bundles. */
final class GroupJson {

  private GroupJson() {}

  static JsonObject of(Series series) {
    return facts(series).put("reservations", reservations(series.reservations()));
  }

  /** A series without its reservations. */
  static JsonObject facts(Series series) {
    return new JsonObject()
        .put("id", series.id().toString())
        .put("asset", series.asset())
        .put("zone", series.zone().getId())
        .put("start", series.start().toString())
        .put("duration", series.length().toString())
        .put("rule", series.rule())
        .put("onConflict", series.onConflict().name().toLowerCase(Locale.ROOT))
        .put("purpose", series.purpose())
        .put("bookedBy", series.bookedBy())
        .put("createdAt", series.createdAt().toString());
  }

  /** Every time of a series that was booked. */
  static JsonArray times(List<Placement> placements) {
    return array(
        placements,
        placement ->
            placement.fold(
                booked ->
                    booked(booked).put("reservation", ReservationJson.of(booked.reservation())),
                GroupJson::clash));
  }

  /** Every time of a series of which nothing was booked in the end. */
  static JsonArray imagined(List<Placement> placements) {
    return array(placements, placement -> placement.fold(GroupJson::booked, GroupJson::clash));
  }

  private static JsonObject booked(Placement.Booked booked) {
    return time(booked.occurrence()).put("outcome", "booked");
  }

  private static JsonObject clash(Placement.Clash clash) {
    return time(clash.occurrence())
        .put("outcome", "conflict")
        .mergeIn(of(clash.conflict()))
        .put("alternatives", array(clash.alternatives(), GroupJson::of));
  }

  private static JsonObject time(Occurrence occurrence) {
    return put(new JsonObject(), occurrence.during())
        .put("number", occurrence.number())
        .put("localStart", occurrence.local().toString());
  }

  static JsonObject of(Bundle bundle) {
    return facts(bundle).put("reservations", reservations(bundle.reservations()));
  }

  /** A bundle without its reservations. */
  static JsonObject facts(Bundle bundle) {
    return new JsonObject()
        .put("id", bundle.id().toString())
        .put("purpose", bundle.purpose())
        .put("bookedBy", bundle.bookedBy())
        .put("createdAt", bundle.createdAt().toString());
  }

  /** Some of a list of groups. */
  static <T> JsonObject page(String name, Listed.Page<T> page, Function<T, JsonObject> facts) {
    JsonArray groups =
        array(
            page.groups(),
            each ->
                facts.apply(each.group()).put("booked", each.booked()).put("ahead", each.ahead()));
    JsonObject json = new JsonObject().put(name, groups);
    page.next().ifPresent(place -> json.put("next", Cursors.of(place)));
    return json;
  }

  /** The assets of a bundle that can't be booked. */
  static JsonArray clashes(List<Clash> clashes) {
    return array(clashes, clash -> of(clash.spot()).mergeIn(of(clash.conflict())));
  }

  static JsonObject of(Spot spot) {
    return put(new JsonObject().put("asset", spot.asset()), spot.during());
  }

  private static JsonObject of(Conflict conflict) {
    return new JsonObject()
        .put("violations", Refusals.json(conflict.named()))
        .put("reservations", reservations(conflict.inTheWay()));
  }

  private static JsonArray reservations(List<Reservation> reservations) {
    return array(reservations, ReservationJson::of);
  }

  private static JsonObject put(JsonObject json, TimeRange during) {
    return json.put("start", during.start().toString()).put("end", during.end().toString());
  }

  static <T> JsonArray array(Collection<T> values, Function<T, JsonObject> json) {
    JsonArray array = new JsonArray();
    values.forEach(value -> array.add(json.apply(value)));
    return array;
  }
}
