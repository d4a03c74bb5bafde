package io.fallow.scheduler.api.booking;

import io.fallow.scheduler.booking.Reservation;
import io.vertx.core.json.JsonObject;

/** Reservations as the contract shows them. */
final class ReservationJson {

  private ReservationJson() {}

  static JsonObject of(Reservation reservation) {
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
            .put("organisation", reservation.organisation())
            .put("bookedBy", reservation.bookedBy())
            .put("purpose", reservation.purpose())
            .put("createdAt", reservation.createdAt().toString())
            .put("changedAt", reservation.changedAt().toString());
    reservation.holdExpiresAt().ifPresent(at -> json.put("holdExpiresAt", at.toString()));
    return json;
  }

  static String location(Reservation reservation) {
    return "/api/v1/reservations/" + reservation.id();
  }
}
