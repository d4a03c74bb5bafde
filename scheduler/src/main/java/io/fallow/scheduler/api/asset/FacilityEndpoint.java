package io.fallow.scheduler.api.asset;

import io.fallow.scheduler.api.operation.Answer;
import io.fallow.scheduler.api.operation.Call;
import io.fallow.scheduler.api.operation.Endpoint;
import io.fallow.scheduler.api.operation.Operations;
import io.fallow.scheduler.api.operation.SchedulerServices;
import io.fallow.telemetry.registry.Facility;
import io.fallow.telemetry.registry.FacilityList;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.Map;

/** One's own facilities. */
public final class FacilityEndpoint implements Operations {

  private final FacilityList facilities;

  /** Operations over these services. */
  public FacilityEndpoint(SchedulerServices services) {
    this.facilities = new FacilityList(services.database());
  }

  @Override
  public Map<String, Endpoint> operations() {
    return Map.of("facilities", this::facilities);
  }

  Answer facilities(Call call) {
    call.inputs().orThrow();
    String organisation = call.viewer().organisation();
    JsonArray all = new JsonArray();
    facilities
        .of(call.viewer().organisationId())
        .forEach(each -> all.add(json(organisation, each)));
    return Answer.ok(new JsonObject().put("facilities", all));
  }

  private static JsonObject json(String organisation, FacilityList.Counted counted) {
    Facility facility = counted.facility();
    return new JsonObject()
        .put("id", organisation + "." + facility.code())
        .put("name", facility.name())
        .put("zone", facility.zone().getId())
        .put("latitude", facility.latitude())
        .put("longitude", facility.longitude())
        .put("assets", counted.assets())
        .put("gateways", counted.gateways());
  }
}
