package io.fallow.scheduler.api.booking;

import io.fallow.gateway.wire.Activity;
import io.fallow.scheduler.api.operation.Rounded;
import io.fallow.scheduler.session.SessionPart;
import io.fallow.scheduler.session.SessionPart.Doing;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.Optional;

/** What assets did for those who booked them, as the contract shows it. */
final class SessionJson {

  private SessionJson() {}

  /** With all that it did. */
  static JsonObject whole(Session session, Instant asOf) {
    JsonObject json = head(session).put("asOf", asOf.toString());
    session.usage().booked().ifPresent(part -> json.put("booked", whole(part)));
    session.usage().beyond().ifPresent(part -> json.put("overrun", whole(part)));
    return json;
  }

  /** With how long it did what. */
  static JsonObject sums(Session session) {
    JsonObject json = head(session);
    session.usage().booked().ifPresent(part -> json.put("booked", sums(part)));
    session.usage().beyond().ifPresent(part -> json.put("overrun", sums(part)));
    return json;
  }

  private static JsonObject head(Session session) {
    return new JsonObject()
        .put("reservation", session.reservation().id().toString())
        .put("asset", session.reservation().asset())
        .put("organisation", session.reservation().organisation())
        .put("status", session.reservation().status().name())
        .put("running", session.usage().running());
  }

  private static JsonObject whole(SessionPart part) {
    JsonArray intervals = new JsonArray();
    part.doings().forEach(each -> intervals.add(json(each)));
    return sums(part).put("intervals", intervals);
  }

  private static JsonObject json(Doing doing) {
    return new JsonObject()
        .put("start", doing.time().start().toString())
        .put("end", doing.time().end().toString())
        .put("activity", doing.activity().name());
  }

  private static JsonObject sums(SessionPart part) {
    JsonObject json =
        new JsonObject()
            .put("from", part.time().start().toString())
            .put("to", part.time().end().toString())
            .put("inUseS", seconds(part, Activity.IN_USE))
            .put("standbyS", seconds(part, Activity.STANDBY))
            .put("offS", seconds(part, Activity.OFF))
            .put("faultS", seconds(part, Activity.FAULT))
            .put("unknownS", seconds(part, Activity.UNKNOWN));
    energy(part).ifPresent(wattHours -> json.put("energyWh", wattHours));
    return json.put("energyKnownS", Rounded.to(part.energyKnownS(), 3));
  }

  static double seconds(SessionPart part, Activity activity) {
    return Rounded.to(part.time(activity).toNanos() / 1e9, 6);
  }

  static Optional<Double> energy(SessionPart part) {
    return part.energyWh().isPresent()
        ? Optional.of(Rounded.to(part.energyWh().getAsDouble(), 3))
        : Optional.empty();
  }
}
