package io.fallow.scheduler.api.asset;

import io.fallow.gateway.wire.GatewayAddress;
import io.fallow.gateway.wire.sparkplug.MetricMapping;
import io.fallow.scheduler.api.operation.Answer;
import io.fallow.scheduler.api.operation.Call;
import io.fallow.scheduler.api.operation.Endpoint;
import io.fallow.scheduler.api.operation.Operations;
import io.fallow.scheduler.api.operation.SchedulerServices;
import io.fallow.telemetry.registry.Asset;
import io.fallow.telemetry.registry.Gateway;
import io.fallow.telemetry.registry.Registry;
import io.fallow.telemetry.sparkplug.MappingFault;
import io.fallow.telemetry.sparkplug.MappingJson;
import io.fallow.telemetry.sparkplug.SparkplugMappings;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Which metrics of one's own Sparkplug nodes tell what of which assets. */
public final class MappingEndpoints implements Operations {

  private final Registry registry;
  private final SparkplugMappings mappings;

  /** Operations over these services. */
  public MappingEndpoints(SchedulerServices services) {
    this.registry = services.registry();
    this.mappings = new SparkplugMappings(services.database());
  }

  @Override
  public Map<String, Endpoint> operations() {
    return Map.of(
        "sparkplugMapping",
        this::mapping,
        "setSparkplugMapping",
        this::set,
        "withdrawSparkplugMapping",
        this::withdraw);
  }

  Answer mapping(Call call) {
    call.inputs().orThrow();
    return Answer.ok(json(own(call).orElseThrow().address()));
  }

  Answer set(Call call) {
    Optional<Gateway> gateway = own(call);
    MetricMapping mapping = read(call, gateway);
    call.inputs().orThrow();
    GatewayAddress address = gateway.orElseThrow().address();
    mappings.set(address, mapping);
    return Answer.ok(json(address));
  }

  Answer withdraw(Call call) {
    call.inputs().orThrow();
    GatewayAddress address = own(call).orElseThrow().address();
    mappings.withdraw(address);
    return Answer.ok(json(address));
  }

  /**
   * The gateway named in the path, empty if the name has a fault; 404 if it is not the caller's.
   */
  private Optional<Gateway> own(Call call) {
    return call.inputs().text("gateway").map(id -> own(call, id));
  }

  private Gateway own(Call call, String id) {
    return registry
        .gateway(GatewayAddress.parse(id))
        .filter(each -> each.address().organisation().equals(call.viewer().organisation()))
        .orElseThrow(() -> GatewayEndpoints.notFound(id));
  }

  private MetricMapping read(Call call, Optional<Gateway> gateway) {
    JsonObject body = new JsonObject().put("defaults", call.inputs().flag("defaults"));
    call.inputs().list("metrics").ifPresent(lines -> body.put("metrics", lines));
    Optional<Set<String>> known = gateway.map(this::assets);
    MappingJson.Read read =
        MappingJson.check(
            body.encode(), code -> known.map(codes -> codes.contains(code)).orElse(true));
    for (MappingFault fault : read.faults()) {
      call.inputs().fault("body", fault.at(), fault.code(), fault.message());
    }
    return read.mapping();
  }

  private Set<String> assets(Gateway gateway) {
    return registry.assets().stream()
        .filter(gateway::mayReport)
        .map(Asset::code)
        .collect(Collectors.toSet());
  }

  private JsonObject json(GatewayAddress gateway) {
    Optional<MetricMapping> own = mappings.of(gateway);
    JsonObject mapping = new JsonObject(MappingJson.write(own.orElse(MetricMapping.USUAL)));
    return new JsonObject()
        .put("gateway", gateway.toString())
        .put("own", own.isPresent())
        .put("defaults", mapping.getBoolean("defaults"))
        .put("metrics", mapping.getJsonArray("metrics", new JsonArray()));
  }
}
