package io.fallow.scheduler.sharing;

import io.fallow.telemetry.registry.Asset;
import java.util.OptionalInt;

/**
 * An asset that an organisation may see, and why.
 *
 * @param agreementId the agreement that shares it; empty for the organisation's own. Of several the
 *     one that says most closely what it is about: the asset before its type, that before the
 *     facility, that before everything; then the newest
 */
public record VisibleAsset(Asset asset, Relation relation, OptionalInt agreementId) {

  public boolean isOwn() {
    return relation == Relation.OWN;
  }
}
