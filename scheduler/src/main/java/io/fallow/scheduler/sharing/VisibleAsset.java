package io.fallow.scheduler.sharing;

import io.fallow.telemetry.registry.Asset;

/** An asset that an organisation may see, and why. */
public record VisibleAsset(Asset asset, Relation relation) {

  public boolean isOwn() {
    return relation == Relation.OWN;
  }
}
