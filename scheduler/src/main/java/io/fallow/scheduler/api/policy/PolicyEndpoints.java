package io.fallow.scheduler.api.policy;

import io.fallow.scheduler.api.operation.Answer;
import io.fallow.scheduler.api.operation.AssetAccess;
import io.fallow.scheduler.api.operation.Call;
import io.fallow.scheduler.api.operation.Endpoint;
import io.fallow.scheduler.api.operation.Operations;
import io.fallow.scheduler.api.operation.SchedulerServices;
import io.fallow.scheduler.api.operation.StatementReader;
import io.fallow.scheduler.policy.Policies;
import io.fallow.scheduler.policy.Policy;
import io.fallow.scheduler.policy.PolicyBook;
import io.fallow.scheduler.policy.Scope;
import io.fallow.scheduler.policy.Statement;
import io.fallow.scheduler.sharing.VisibleAsset;
import io.fallow.telemetry.registry.Asset;
import io.fallow.telemetry.registry.Facility;
import io.vertx.core.json.JsonObject;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** On what terms assets may be booked, as their owner says, and as they count for the caller. */
public final class PolicyEndpoints implements Operations {

  private final Policies policies;
  private final AssetAccess assets;

  /** Operations over these services. */
  public PolicyEndpoints(SchedulerServices services) {
    this.policies = services.policies();
    this.assets = new AssetAccess(services.sharing());
  }

  @Override
  public Map<String, Endpoint> operations() {
    return Map.of(
        "assetPolicy",
        this::ofAsset,
        "setAssetPolicy",
        call -> say(call, this::asset),
        "withdrawAssetPolicy",
        call -> withdraw(call, this::asset),
        "typePolicy",
        call -> said(call, this::type),
        "setTypePolicy",
        call -> say(call, this::type),
        "withdrawTypePolicy",
        call -> withdraw(call, this::type));
  }

  private Scope asset(Call call) {
    return new Scope.OfAsset(assets.own(call).id());
  }

  private Scope type(Call call) {
    return new Scope.OfType(
        call.viewer().organisationId(), call.inputs().text("type").orElseThrow());
  }

  private Answer said(Call call, Function<Call, Scope> named) {
    call.inputs().orThrow();
    return Answer.ok(terms(call, named.apply(call)));
  }

  private Answer say(Call call, Function<Call, Scope> named) {
    Optional<Statement> statement = StatementReader.read(call.inputs());
    call.inputs().orThrow();
    Scope scope = named.apply(call);
    policies.say(
        call.viewer().organisationId(),
        scope,
        statement.orElseThrow(),
        call.viewer().person(),
        call.now());
    return Answer.ok(terms(call, scope));
  }

  private Answer withdraw(Call call, Function<Call, Scope> named) {
    call.inputs().orThrow();
    policies.withdraw(call.viewer().organisationId(), named.apply(call));
    return Answer.noContent();
  }

  private JsonObject terms(Call call, Scope scope) {
    return new JsonObject().put("terms", said(call.viewer().organisationId(), scope));
  }

  private JsonObject said(int ownerId, Scope scope) {
    return policies.said(ownerId, scope).map(PolicyEndpoints::json).orElseGet(JsonObject::new);
  }

  private Answer ofAsset(Call call) {
    call.inputs().orThrow();
    VisibleAsset visible = assets.visible(call);
    PolicyBook book = policies.book();
    Optional<Facility> from = book.nearest(call.viewer().organisationId(), visible.asset());
    Policy policy = book.of(visible, from);
    JsonObject body = new JsonObject().put("asset", visible.asset().publicId());
    return Answer.ok(visible.isOwn() ? own(body, visible, policy) : shared(body, policy, from));
  }

  private JsonObject own(JsonObject body, VisibleAsset visible, Policy policy) {
    Asset asset = visible.asset();
    int owner = asset.organisationId();
    return body.put("terms", json(Statement.of(policy)))
        .put("saidOfAsset", said(owner, new Scope.OfAsset(asset.id())))
        .put("saidOfType", said(owner, new Scope.OfType(owner, asset.type())));
  }

  private static JsonObject shared(JsonObject body, Policy policy, Optional<Facility> from) {
    from.ifPresent(place -> body.put("from", place.code()));
    return body.put("terms", json(Statement.of(policy).forPartners()));
  }

  private static JsonObject json(Statement statement) {
    return new JsonObject(statement.json());
  }
}
