package io.fallow.scheduler.api.idle;

import io.fallow.scheduler.api.operation.AssetJson;
import io.fallow.scheduler.idle.IdleWindow;
import io.fallow.scheduler.idle.Offer;
import io.fallow.scheduler.policy.Policy;
import io.fallow.scheduler.sharing.Relation;
import io.fallow.telemetry.registry.Asset;
import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** The parts of windows that are the same again and again, as they are written. For any thread. */
final class WindowFragments {

  private final Map<Integer, OfAsset> shared = new ConcurrentHashMap<>();
  private final Map<Integer, OfAsset> own = new ConcurrentHashMap<>();

  private static final class OfAsset {
    private final Asset asset;
    private final byte[] text;

    private OfAsset(Asset asset, byte[] text) {
      this.asset = asset;
      this.text = text;
    }
  }

  /** The asset of a window; kept until the asset is another. */
  byte[] asset(IdleWindow window) {
    Asset asset = window.asset();
    Map<Integer, OfAsset> kept = window.relation() == Relation.OWN ? own : shared;
    OfAsset known = kept.get(asset.id());
    if (known == null || !known.asset.equals(asset)) {
      known = new OfAsset(asset, utf8(AssetJson.of(asset, window.relation())));
      kept.put(asset.id(), known);
    }
    return known.text;
  }

  /** The members that tell of the terms, each after a comma. */
  static String offer(Offer offer) {
    String approval = offer.approval().name().toLowerCase(Locale.ROOT);
    return offer.price().map(WindowFragments::price).orElse("")
        + ",\"approval\":\""
        + approval
        + "\"";
  }

  private static String price(Policy.Price price) {
    JsonObject json =
        new JsonObject()
            .put("perHour", price.perHour())
            .put("currency", price.currency())
            .put("per", price.per().name().toLowerCase(Locale.ROOT));
    return ",\"price\":" + json.encode();
  }

  private static byte[] utf8(JsonObject json) {
    return json.encode().getBytes(StandardCharsets.UTF_8);
  }
}
