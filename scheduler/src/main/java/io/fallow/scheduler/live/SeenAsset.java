package io.fallow.scheduler.live;

import io.fallow.telemetry.usage.ActivityNow;
import io.fallow.telemetry.usage.LatestUse;
import java.time.Instant;

/** An asset, by what was last read of it. */
record SeenAsset(int assetId, int organisationId, String id, LatestUse latest) {

  LiveChange.OfAsset at(Instant now) {
    return new LiveChange.OfAsset(organisationId, id, latest.at(now));
  }

  /** Whether two beliefs are of one stretch of one activity. */
  static boolean isSame(ActivityNow one, ActivityNow other) {
    return one.activity() == other.activity() && one.since().equals(other.since());
  }
}
