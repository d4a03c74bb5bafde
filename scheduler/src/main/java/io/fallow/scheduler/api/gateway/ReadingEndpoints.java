package io.fallow.scheduler.api.gateway;

import io.fallow.gateway.wire.GatewayAddress;
import io.fallow.scheduler.api.operation.Answer;
import io.fallow.scheduler.api.operation.Call;
import io.fallow.scheduler.api.operation.Endpoint;
import io.fallow.scheduler.api.operation.Operations;
import io.fallow.scheduler.api.operation.Rounded;
import io.fallow.scheduler.api.operation.SchedulerServices;
import io.fallow.telemetry.gateways.GatewayQueries;
import io.fallow.telemetry.gateways.GatewayReadings;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.Map;

/** What one's assets report through one's gateway now. */
public final class ReadingEndpoints implements Operations {

  private final OwnGateway own;
  private final GatewayReadings readings;

  /** Operations over these services. */
  public ReadingEndpoints(SchedulerServices services) {
    this.own = new OwnGateway(new GatewayQueries(services.database()));
    this.readings = new GatewayReadings(services.database());
  }

  @Override
  public Map<String, Endpoint> operations() {
    return Map.of("gatewayReadings", this::readings);
  }

  Answer readings(Call call) {
    call.inputs().orThrow();
    GatewayAddress address = OwnGateway.address(call);
    JsonArray all = new JsonArray();
    readings.of(own.id(call)).forEach(each -> all.add(json(address.organisation(), each)));
    return Answer.ok(
        new JsonObject()
            .put("gateway", address.toString())
            .put("asOf", call.now().toString())
            .put("readings", all));
  }

  private static JsonObject json(String organisation, GatewayReadings.Last last) {
    JsonObject json =
        new JsonObject()
            .put("asset", organisation + "." + last.asset())
            .put("assetName", last.name());
    last.activity().ifPresent(said -> json.put("quantity", "activity").put("value", said.name()));
    last.powerW()
        .ifPresent(
            watts ->
                json.put("quantity", "power").put("value", Rounded.to(watts, 1)).put("unit", "W"));
    last.counter().ifPresent(count -> json.put("quantity", "counter").put("value", count));
    return json.put("observedAt", last.observedAt().toString())
        .put("receivedAt", last.receivedAt().toString());
  }
}
