package io.fallow.scheduler.api.operation;

import io.fallow.scheduler.sharing.Relation;
import io.fallow.scheduler.sharing.VisibleAsset;
import io.fallow.telemetry.registry.Asset;
import io.fallow.telemetry.registry.Facility;
import io.fallow.telemetry.usage.ActivityNow;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.Locale;

/** Assets as the contract shows them. */
public final class AssetJson {

  private AssetJson() {}

  /** An asset without what it does: that is for its owner. */
  public static JsonObject of(Asset asset, Relation relation) {
    return new JsonObject()
        .put("id", asset.publicId())
        .put("name", asset.name())
        .put("type", asset.type())
        .put("capabilities", new JsonArray(asset.capabilities().stream().sorted().toList()))
        .put("relation", relation.name().toLowerCase(Locale.ROOT))
        .put("organisation", party(asset.organisation(), asset.organisationName()))
        .put("facility", facility(asset.facility()));
  }

  public static JsonObject of(VisibleAsset visible) {
    return of(visible.asset(), visible.relation());
  }

  public static JsonObject party(String code, String name) {
    return new JsonObject().put("code", code).put("name", name);
  }

  private static JsonObject facility(Facility facility) {
    return new JsonObject()
        .put("code", facility.code())
        .put("name", facility.name())
        .put("zone", facility.zone().getId())
        .put("latitude", facility.latitude())
        .put("longitude", facility.longitude());
  }

  public static JsonObject now(ActivityNow now) {
    JsonObject json = new JsonObject().put("activity", now.activity().name());
    now.since().ifPresent(since -> json.put("since", since.toString()));
    now.lastReading().ifPresent(last -> json.put("lastReading", last.toString()));
    now.powerW().ifPresent(power -> json.put("powerW", Rounded.to(power, 1)));
    return json;
  }
}
