package io.fallow.scheduler.api.asset;

import io.fallow.gateway.wire.GatewayAddress;
import io.fallow.scheduler.api.operation.Answer;
import io.fallow.scheduler.api.operation.Call;
import io.fallow.scheduler.api.operation.Endpoint;
import io.fallow.scheduler.api.operation.Operations;
import io.fallow.scheduler.api.operation.SchedulerServices;
import io.fallow.scheduler.api.problem.Problem;
import io.fallow.scheduler.api.problem.ProblemException;
import io.fallow.scheduler.api.problem.ProblemType;
import io.fallow.telemetry.gateways.GatewayQueries;
import io.fallow.telemetry.gateways.GatewayState;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;

/** How it stands with one's own gateways. */
public final class GatewayEndpoints implements Operations {

  private final GatewayQueries gateways;

  /** Operations over these services. */
  public GatewayEndpoints(SchedulerServices services) {
    this.gateways = new GatewayQueries(services.database());
  }

  @Override
  public Map<String, Endpoint> operations() {
    return Map.of("gateways", this::gateways, "gateway", this::gateway);
  }

  Answer gateways(Call call) {
    call.inputs().orThrow();
    JsonArray all = new JsonArray();
    for (GatewayState state : gateways.ofOrganisation(call.viewer().organisation())) {
      all.add(
          json(state).put("health", state.health().map(GatewayHealthJson::summary).orElse(null)));
    }
    return Answer.ok(new JsonObject().put("gateways", all));
  }

  Answer gateway(Call call) {
    call.inputs().orThrow();
    String id = call.inputs().text("gateway").orElseThrow();
    GatewayAddress address = GatewayAddress.parse(id);
    if (!address.organisation().equals(call.viewer().organisation())) {
      throw notFound(id);
    }
    GatewayState state = gateways.of(address).orElseThrow(() -> notFound(id));
    JsonArray gaps = new JsonArray();
    state.gaps().forEach(gap -> gaps.add(json(gap)));
    return Answer.ok(
        json(state)
            .put("gaps", gaps)
            .put("health", state.health().map(GatewayHealthJson::whole).orElse(null)));
  }

  static ProblemException notFound(String id) {
    return new ProblemException(
        Problem.of(ProblemType.GATEWAY_NOT_FOUND, "Your organisation has no gateway " + id + "."));
  }

  private static JsonObject json(GatewayState state) {
    return new JsonObject()
        .put("id", state.address().toString())
        .put("online", state.online().orElse(null))
        .put("statusSince", state.statusSince().map(Instant::toString).orElse(null))
        .put("lastMessage", state.lastMessage().map(Instant::toString).orElse(null))
        .put("messages", state.messages())
        .put("duplicates", state.duplicates())
        .put("readings", state.readings())
        .put("rejected", state.rejected())
        .put("missing", state.missing())
        .put("clockAheadMs", state.clockAhead().map(Duration::toMillis).orElse(null))
        .put("clockWrong", state.clockWrong());
  }

  private static JsonObject json(GatewayState.Gap gap) {
    return new JsonObject()
        .put("epoch", gap.epoch())
        .put("first", gap.sequences().first())
        .put("last", gap.sequences().last())
        .put("noticedAt", gap.noticedAt().toString());
  }
}
