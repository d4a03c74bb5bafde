package io.fallow.scheduler.api.asset;

import io.fallow.gateway.wire.GatewayHealth;
import io.fallow.telemetry.gateways.GatewayState;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Instant;

/** What a gateway said of how it is, as the API shows it. */
final class GatewayHealthJson {

  private GatewayHealthJson() {}

  /** In short, as a list has it. */
  static JsonObject summary(GatewayState.Health health) {
    GatewayHealth said = health.said();
    long trouble =
        said.sources().stream().filter(each -> each.standing().equals("trouble")).count();
    return new JsonObject()
        .put("receivedAt", health.receivedAt().toString())
        .put("program", said.program())
        .put("startedAt", said.started().toString())
        .put("waitingMessages", said.waiting().messages())
        .put("waitingReadings", said.waiting().readings())
        .put("waitingSince", said.waiting().since().map(Instant::toString).orElse(null))
        .put("droppedMessages", said.droppedMessages())
        .put("droppedReadings", said.droppedReadings())
        .put("sourcesInTrouble", trouble);
  }

  /** All of it. */
  static JsonObject whole(GatewayState.Health health) {
    JsonArray sources = new JsonArray();
    health.said().sources().forEach(each -> sources.add(json(each)));
    JsonArray dropped = new JsonArray();
    health.said().dropped().forEach(each -> dropped.add(json(each)));
    return summary(health).put("sources", sources).put("dropped", dropped);
  }

  private static JsonObject json(GatewayHealth.SourceReport source) {
    return new JsonObject()
        .put("name", source.name())
        .put("standing", source.standing())
        .put("since", source.since().toString())
        .put("trouble", source.trouble().orElse(null));
  }

  private static JsonObject json(GatewayHealth.Dropped range) {
    return new JsonObject()
        .put("epoch", range.epoch())
        .put("first", range.sequences().first())
        .put("last", range.sequences().last())
        .put("readings", range.readings())
        .put("from", range.from().map(Instant::toString).orElse(null))
        .put("to", range.to().map(Instant::toString).orElse(null))
        .put("why", range.why().name());
  }
}
