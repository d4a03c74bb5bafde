package io.fallow.scheduler.sharing;

import io.fallow.telemetry.registry.Asset;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * An asset that an organisation may see, and why.
 *
 * @param agreementId the agreement that shares it; empty for the organisation's own. Of several the
 *     one that says most closely what it is about: the asset before its type, that before the
 *     facility, that before everything; then the newest
 * @param sharedUntil when the last of the agreements ends that share it without a break; empty if
 *     none says so, and for the organisation's own
 */
public record VisibleAsset(
    Asset asset, Relation relation, OptionalInt agreementId, Optional<Instant> sharedUntil) {

  /** One of the organisation's own. */
  public static VisibleAsset own(Asset asset) {
    return new VisibleAsset(asset, Relation.OWN, OptionalInt.empty(), Optional.empty());
  }

  /** One that an agreement shares with the organisation, or did. */
  public static VisibleAsset shared(Asset asset, OptionalInt agreementId) {
    return new VisibleAsset(asset, Relation.SHARED, agreementId, Optional.empty());
  }

  public boolean isOwn() {
    return relation == Relation.OWN;
  }
}
