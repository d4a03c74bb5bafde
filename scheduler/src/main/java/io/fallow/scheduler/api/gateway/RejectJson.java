package io.fallow.scheduler.api.gateway;

import io.fallow.telemetry.rejects.GatewayReject;
import io.fallow.telemetry.rejects.GatewayRejects;
import io.fallow.telemetry.rejects.ReasonText;
import io.fallow.telemetry.rejects.ReplayRequest;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.Locale;

/** How rejects, and what was asked for them, are shown. */
final class RejectJson {

  private RejectJson() {}

  static JsonObject of(GatewayReject reject) {
    return new JsonObject()
        .put("id", reject.id())
        .put("receivedAt", reject.receivedAt().toString())
        .put("topic", reject.topic())
        .put("reason", reject.reason())
        .put("meaning", ReasonText.of(reject.reason()))
        .put("detail", reject.detail())
        .put("readings", reject.readings() == 0 ? null : reject.readings())
        .put("bytes", reject.bytes())
        .put("excerpt", reject.excerpt())
        .put("cut", reject.cut())
        .put("mayBeReplayed", reject.mayBeReplayed())
        .put("replay", replay(reject));
  }

  private static JsonObject replay(GatewayReject reject) {
    return new JsonObject()
        .put("state", state(reject))
        .put("at", reject.replayedAt().map(Instant::toString).orElse(null))
        .put("outcome", reject.outcome().orElse(null));
  }

  private static String state(GatewayReject reject) {
    if (reject.replayedAt().isPresent()) {
      return "stored";
    }
    if (reject.waiting()) {
      return "waiting";
    }
    return reject.outcome().isPresent() ? "refused" : "none";
  }

  static JsonObject of(GatewayRejects.Sum sum) {
    return new JsonObject()
        .put("reason", sum.reason())
        .put("meaning", ReasonText.of(sum.reason()))
        .put("rejects", sum.rejects())
        .put("readings", sum.readings())
        .put("stored", sum.replayed())
        .put("latest", sum.latest().toString());
  }

  static JsonObject of(ReplayRequest request) {
    JsonObject json = new JsonObject().put("id", request.id());
    request.reject().ifPresent(reject -> json.put("reject", reject));
    request.reason().ifPresent(reason -> json.put("reason", reason));
    return json.put("askedAt", request.askedAt().toString())
        .put("askedBy", request.askedBy())
        .put("state", request.state().name().toLowerCase(Locale.ROOT))
        .put("stored", request.stored())
        .put("refused", request.refused())
        .put("endedAt", request.endedAt().map(Instant::toString).orElse(null));
  }
}
