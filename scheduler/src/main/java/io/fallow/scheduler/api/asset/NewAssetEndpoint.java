package io.fallow.scheduler.api.asset;

import io.fallow.scheduler.api.contract.Inputs;
import io.fallow.scheduler.api.operation.Answer;
import io.fallow.scheduler.api.operation.Call;
import io.fallow.scheduler.api.operation.Endpoint;
import io.fallow.scheduler.api.operation.Operations;
import io.fallow.scheduler.api.operation.SchedulerServices;
import io.fallow.scheduler.api.problem.Problem;
import io.fallow.scheduler.api.problem.ProblemException;
import io.fallow.scheduler.api.problem.ProblemType;
import io.fallow.telemetry.registry.ActivityRule;
import io.fallow.telemetry.registry.Asset;
import io.fallow.telemetry.registry.NewAsset;
import io.fallow.telemetry.registry.Registry;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.Map;

/** Registers machines at one's own facilities. */
public final class NewAssetEndpoint implements Operations {

  /** What counts until something else is said: what the machine itself says, for five minutes. */
  private static final ActivityRule USUAL = new ActivityRule.Reported(Duration.ofMinutes(5));

  private final Registry registry;

  /** Operations over these services. */
  public NewAssetEndpoint(SchedulerServices services) {
    this.registry = services.registry();
  }

  @Override
  public Map<String, Endpoint> operations() {
    return Map.of("createAsset", this::create);
  }

  Answer create(Call call) {
    Inputs inputs = call.inputs();
    ActivityRule rule = RuleEndpoints.rule(call).orElse(USUAL);
    inputs.orThrow();
    NewAsset asset =
        new NewAsset(
            call.viewer().organisation(),
            ownFacility(call, inputs.text("facility").orElseThrow()),
            inputs.text("code").orElseThrow(),
            inputs.text("name").orElseThrow(),
            inputs.text("type").orElseThrow(),
            inputs.texts("capabilities"),
            rule);
    Asset created =
        registry
            .createAsset(asset)
            .orElseThrow(() -> new ProblemException(Problem.of(ProblemType.ASSET_EXISTS)));
    String id = created.publicId();
    return Answer.created("/api/v1/assets/" + id, new JsonObject().put("asset", id));
  }

  private String ownFacility(Call call, String id) {
    return registry
        .facility(id)
        .filter(found -> found.organisationId() == call.viewer().organisationId())
        .orElseThrow(
            () ->
                new ProblemException(
                    Problem.of(
                        ProblemType.FACILITY_NOT_FOUND,
                        "There is no facility " + id + ", as far as you may see.")))
        .code();
  }
}
