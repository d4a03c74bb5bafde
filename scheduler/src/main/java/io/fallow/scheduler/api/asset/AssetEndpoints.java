package io.fallow.scheduler.api.asset;

import io.fallow.scheduler.api.operation.Answer;
import io.fallow.scheduler.api.operation.AssetAccess;
import io.fallow.scheduler.api.operation.AssetJson;
import io.fallow.scheduler.api.operation.Call;
import io.fallow.scheduler.api.operation.Endpoint;
import io.fallow.scheduler.api.operation.Operations;
import io.fallow.scheduler.api.operation.SchedulerServices;
import io.fallow.scheduler.sharing.Sharing;
import io.fallow.scheduler.sharing.VisibleAsset;
import io.fallow.telemetry.usage.ActivityNow;
import io.fallow.telemetry.usage.UsageQueries;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

/** Which assets one sees. */
public final class AssetEndpoints implements Operations {

  private final Sharing sharing;
  private final UsageQueries usage;

  /** Operations over these services. */
  public AssetEndpoints(SchedulerServices services) {
    this.sharing = services.sharing();
    this.usage = services.usage();
  }

  @Override
  public Map<String, Endpoint> operations() {
    return Map.of("assets", this::assets, "asset", this::asset);
  }

  Answer assets(Call call) {
    call.inputs().orThrow();
    List<VisibleAsset> visible = sharing.visibleTo(call.viewer().organisationId(), call.now());
    Map<Integer, ActivityNow> now = usage.now(ownIds(visible), call.now());
    JsonArray assets = new JsonArray();
    visible.stream()
        .sorted(Comparator.comparing(VisibleAsset::relation))
        .forEach(asset -> assets.add(json(asset, now)));
    return Answer.ok(new JsonObject().put("asOf", call.now().toString()).put("assets", assets));
  }

  Answer asset(Call call) {
    call.inputs().orThrow();
    VisibleAsset visible = new AssetAccess(sharing).visible(call);
    return Answer.ok(json(visible, usage.now(ownIds(List.of(visible)), call.now())));
  }

  private static List<Integer> ownIds(List<VisibleAsset> visible) {
    return visible.stream().filter(VisibleAsset::isOwn).map(own -> own.asset().id()).toList();
  }

  private static JsonObject json(VisibleAsset visible, Map<Integer, ActivityNow> now) {
    JsonObject json = AssetJson.of(visible);
    if (visible.isOwn()) {
      json.put("now", AssetJson.now(now.get(visible.asset().id())));
    }
    return json;
  }
}
