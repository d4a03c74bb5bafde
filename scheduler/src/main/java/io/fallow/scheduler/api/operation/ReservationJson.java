package io.fallow.scheduler.api.operation;

import io.fallow.scheduler.booking.Attendance;
import io.fallow.scheduler.booking.Reservation;
import io.fallow.scheduler.booking.ReservationVersion;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.Optional;

/** Reservations as the contract shows them. */
public final class ReservationJson {

  private ReservationJson() {}

  /** A reservation, to one of its two sides. */
  public static JsonObject of(Reservation reservation) {
    JsonObject json =
        new JsonObject()
            .put("id", reservation.id().toString())
            .put("asset", reservation.asset())
            .put("assetName", reservation.assetName())
            .put("start", reservation.start().toString())
            .put("end", reservation.end().toString())
            .put("blockedFrom", reservation.blocked().start().toString())
            .put("blockedTo", reservation.blocked().end().toString())
            .put("status", reservation.status().name())
            .put("version", reservation.version())
            .put("organisation", reservation.organisation())
            .put("bookedBy", reservation.bookedBy())
            .put("purpose", reservation.purpose())
            .put("createdAt", reservation.createdAt().toString())
            .put("changedAt", reservation.changedAt().toString());
    putIfPresent(json, "expiresAt", reservation.expiresAt());
    Attendance attendance = reservation.claim().attendance();
    putIfPresent(json, "checkedInAt", attendance.checkedInAt());
    putIfPresent(json, "usedUntil", attendance.usedUntil());
    putIfPresent(json, "overrunSince", attendance.overrunSince());
    putIfPresent(json, "releaseOfferedAt", attendance.releaseOfferedAt());
    reservation.claim().feePercent().ifPresent(percent -> json.put("feePercent", percent));
    reservation.claim().overrideReason().ifPresent(reason -> json.put("overrideReason", reason));
    reservation.groupId().ifPresent(group -> json.put("group", group.toString()));
    return json;
  }

  private static void putIfPresent(JsonObject json, String name, Optional<Instant> at) {
    at.ifPresent(instant -> json.put(name, instant.toString()));
  }

  /** One of its versions. */
  public static JsonObject of(ReservationVersion version) {
    JsonObject json =
        new JsonObject()
            .put("version", version.number())
            .put("at", version.at().toString())
            .put("actor", version.actor())
            .put("action", version.action())
            .put("status", version.status().name())
            .put("start", version.during().start().toString())
            .put("end", version.during().end().toString())
            .put("blockedFrom", version.blocked().start().toString())
            .put("blockedTo", version.blocked().end().toString());
    version.reason().ifPresent(reason -> json.put("reason", reason));
    return version.data().isEmpty()
        ? json
        : json.put("data", new JsonObject(version.data().toString()));
  }

  /** Where a reservation is found. */
  public static String location(Reservation reservation) {
    return "/api/v1/reservations/" + reservation.id();
  }

  /** The entity tag of this version. */
  public static String etag(Reservation reservation) {
    return "\"" + reservation.version() + "\"";
  }
}
