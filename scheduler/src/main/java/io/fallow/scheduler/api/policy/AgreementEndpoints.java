package io.fallow.scheduler.api.policy;

import io.fallow.scheduler.api.operation.Answer;
import io.fallow.scheduler.api.operation.Call;
import io.fallow.scheduler.api.operation.Endpoint;
import io.fallow.scheduler.api.operation.Operations;
import io.fallow.scheduler.api.operation.SchedulerServices;
import io.fallow.scheduler.sharing.Agreement;
import io.fallow.scheduler.sharing.Agreements;
import io.fallow.telemetry.registry.Organisation;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.Map;

/** What the caller's organisation lets others book, and what others let it book. */
public final class AgreementEndpoints implements Operations {

  private final Agreements agreements;

  /** Operations over these services. */
  public AgreementEndpoints(SchedulerServices services) {
    this.agreements = services.agreements();
  }

  @Override
  public Map<String, Endpoint> operations() {
    return Map.of("agreements", this::list);
  }

  private Answer list(Call call) {
    call.inputs().orThrow();
    int caller = call.viewer().organisationId();
    JsonArray all = new JsonArray();
    agreements.of(caller).forEach(each -> all.add(json(each, caller)));
    return Answer.ok(new JsonObject().put("agreements", all));
  }

  private static JsonObject json(Agreement agreement, int caller) {
    JsonObject json =
        new JsonObject()
            .put("id", agreement.id())
            .put("role", agreement.owner().id() == caller ? "owner" : "partner")
            .put("owner", party(agreement.owner()))
            .put("partner", party(agreement.partner()))
            .put("from", agreement.from().toString());
    agreement.facility().ifPresent(facility -> json.put("facility", facility));
    agreement.assetType().ifPresent(type -> json.put("type", type));
    agreement.asset().ifPresent(asset -> json.put("asset", asset));
    agreement.until().ifPresent(until -> json.put("until", until.toString()));
    return json;
  }

  private static JsonObject party(Organisation organisation) {
    return new JsonObject().put("code", organisation.code()).put("name", organisation.name());
  }
}
