package io.fallow.scheduler.api.asset;

import io.fallow.scheduler.api.operation.Answer;
import io.fallow.scheduler.api.operation.AssetAccess;
import io.fallow.scheduler.api.operation.Call;
import io.fallow.scheduler.api.operation.Endpoint;
import io.fallow.scheduler.api.operation.Operations;
import io.fallow.scheduler.api.operation.SchedulerServices;
import io.fallow.telemetry.registry.ActivityRule;
import io.fallow.telemetry.registry.ActivityRuleJson;
import io.fallow.telemetry.registry.Asset;
import io.fallow.telemetry.registry.InvalidRuleException;
import io.fallow.telemetry.registry.Registry;
import io.fallow.telemetry.registry.RuleEdit;
import io.fallow.telemetry.registry.RuleHistory;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** By which rules the readings of one's own assets become their activity. */
public final class RuleEndpoints implements Operations {

  private final Registry registry;
  private final AssetAccess access;

  /** Operations over these services. */
  public RuleEndpoints(SchedulerServices services) {
    this.registry = services.registry();
    this.access = new AssetAccess(services.sharing());
  }

  @Override
  public Map<String, Endpoint> operations() {
    return Map.of(
        "activityRule",
        this::ofAsset,
        "setActivityRule",
        this::setOfAsset,
        "withdrawActivityRule",
        this::withdrawOfAsset,
        "typeActivityRule",
        this::ofType,
        "setTypeActivityRule",
        this::setOfType);
  }

  Answer ofAsset(Call call) {
    call.inputs().orThrow();
    return Answer.ok(json(access.own(call), call.now()));
  }

  Answer setOfAsset(Call call) {
    Optional<ActivityRule> rule = rule(call);
    call.inputs().orThrow();
    return say(call, rule);
  }

  Answer withdrawOfAsset(Call call) {
    call.inputs().orThrow();
    return say(call, Optional.empty());
  }

  private Answer say(Call call, Optional<ActivityRule> rule) {
    String id = access.own(call).publicId();
    registry.setAssetRule(id, rule, from(call));
    return Answer.ok(json(registry.asset(id).orElseThrow(), call.now()));
  }

  Answer ofType(Call call) {
    call.inputs().orThrow();
    return Answer.ok(json(call));
  }

  Answer setOfType(Call call) {
    Optional<ActivityRule> rule = rule(call);
    call.inputs().orThrow();
    String type = call.inputs().text("type").orElseThrow();
    registry.setTypeRule(call.viewer().organisation(), type, rule.orElseThrow(), from(call));
    return Answer.ok(json(call));
  }

  private static Instant from(Call call) {
    return call.inputs().instant("from").orElse(call.now());
  }

  /** The body's rule; each thing that is wrong with it is a fault. */
  static Optional<ActivityRule> rule(Call call) {
    Optional<JsonObject> rule = call.inputs().object("rule");
    try {
      return rule.map(json -> ActivityRuleJson.read(json.encode()));
    } catch (InvalidRuleException wrong) {
      wrong.faults().forEach(fault -> call.inputs().fault("body", "rule", "invalid", fault));
      return Optional.empty();
    }
  }

  private JsonObject json(Asset asset, Instant now) {
    JsonArray effective = new JsonArray();
    for (RuleHistory.Span span : asset.rules().spans()) {
      boolean always = span.from().equals(Instant.MIN);
      effective.add(
          new JsonObject()
              .put("from", always ? null : span.from().toString())
              .put("rule", json(span.rule())));
    }
    return new JsonObject()
        .put("asset", asset.publicId())
        .put("type", asset.type())
        .put("rule", json(asset.rules().at(now)))
        .put("effective", effective)
        .put("said", json(registry.assetRules(asset.publicId())))
        .put("saidOfType", json(registry.typeRules(asset.organisation(), asset.type())));
  }

  private JsonObject json(Call call) {
    String type = call.inputs().text("type").orElseThrow();
    return new JsonObject()
        .put("type", type)
        .put("said", json(registry.typeRules(call.viewer().organisation(), type)));
  }

  private static JsonArray json(List<RuleEdit> edits) {
    JsonArray said = new JsonArray();
    for (RuleEdit edit : edits) {
      said.add(
          new JsonObject()
              .put("from", edit.from().toString())
              .put("rule", edit.rule().map(RuleEndpoints::json).orElse(null))
              .put("saidAt", edit.saidAt().toString()));
    }
    return said;
  }

  private static JsonObject json(ActivityRule rule) {
    return new JsonObject(ActivityRuleJson.write(rule));
  }
}
