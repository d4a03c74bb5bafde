package io.fallow.scheduler.api.group;

import io.fallow.scheduler.api.contract.Inputs;
import io.fallow.scheduler.api.operation.Answer;
import io.fallow.scheduler.api.operation.AssetAccess;
import io.fallow.scheduler.api.operation.Call;
import io.fallow.scheduler.api.operation.Endpoint;
import io.fallow.scheduler.api.operation.Once;
import io.fallow.scheduler.api.operation.Operations;
import io.fallow.scheduler.api.operation.SchedulerServices;
import io.fallow.scheduler.api.problem.Problem;
import io.fallow.scheduler.api.problem.ProblemException;
import io.fallow.scheduler.api.problem.ProblemType;
import io.fallow.scheduler.group.WaitEntry;
import io.fallow.scheduler.group.WaitList;
import io.fallow.scheduler.group.WaitState;
import io.fallow.scheduler.group.Wish;
import io.fallow.scheduler.sharing.Sharing;
import io.fallow.scheduler.sharing.VisibleAsset;
import io.vertx.core.json.JsonObject;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** Wait, look what one waits for, withdraw. */
public final class WaitEndpoints implements Operations {

  private final WaitList waitList;
  private final Sharing sharing;
  private final Once once;

  /** Operations over these services. */
  public WaitEndpoints(SchedulerServices services) {
    this.waitList = services.waitList();
    this.sharing = services.sharing();
    this.once = new Once(services.database());
  }

  @Override
  public Map<String, Endpoint> operations() {
    return Map.of(
        "wait", this::enter,
        "waitList", this::list,
        "waitEntry", this::get,
        "withdrawWait", this::withdraw);
  }

  private Answer enter(Call call) {
    Inputs inputs = call.inputs();
    WaitInputs wanted = WaitInputs.read(inputs, call.now());
    inputs.orThrow();
    Optional<VisibleAsset> asset = inputs.text("asset").map(id -> visible(call, id));
    Wish wish = wanted.wish(asset.map(VisibleAsset::asset));
    Optional<Integer> assetId = asset.map(visible -> visible.asset().id());
    String purpose = inputs.text("purpose").orElse("");
    return once.answer(
        call,
        "wait",
        connection ->
            waitList
                .enter(connection, call.viewer(), wish, assetId, purpose, call.now())
                .map(WaitEndpoints::created)
                .orElseThrow(WaitEndpoints::tooMany));
  }

  private static Answer created(WaitEntry entry) {
    return Answer.created("/api/v1/wait-list/" + entry.id(), WaitJson.of(entry));
  }

  private VisibleAsset visible(Call call, String asset) {
    return sharing
        .visible(call.viewer().organisationId(), asset, call.now())
        .orElseThrow(() -> AssetAccess.notFound(asset));
  }

  private static ProblemException tooMany() {
    return new ProblemException(
        Problem.of(
            ProblemType.WAITS_TOO_MUCH,
            "Your organisation waits for " + WaitList.MOST + " things already."));
  }

  private Answer list(Call call) {
    call.inputs().orThrow();
    int limit = (int) call.inputs().number("limit").orElseThrow();
    return Answer.ok(
        new JsonObject()
            .put(
                "entries",
                GroupJson.array(waitList.list(call.viewer(), limit, call.now()), WaitJson::of)));
  }

  private Answer get(Call call) {
    UUID id = id(call);
    return Answer.ok(WaitJson.of(found(waitList.get(call.viewer(), id, call.now()), id)));
  }

  private Answer withdraw(Call call) {
    UUID id = id(call);
    WaitEntry entry = found(waitList.withdraw(call.viewer(), id, call.now()), id);
    if (entry.state() == WaitState.WITHDRAWN) {
      return Answer.ok(WaitJson.of(entry));
    }
    throw new ProblemException(
        Problem.of(ProblemType.WRONG_STATE, "The entry waits no longer: it is " + entry.state()));
  }

  private static WaitEntry found(Optional<WaitEntry> entry, UUID id) {
    return entry.orElseThrow(() -> GroupProblems.noEntry(id));
  }

  private static UUID id(Call call) {
    call.inputs().orThrow();
    return call.inputs().uuid("id").orElseThrow();
  }
}
