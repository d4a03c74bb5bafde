package io.fallow.scheduler.attendance;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Remembers when each asset was looked at, so as not to look again before anything can have come of
 * it: at a new reading, else once a minute. Only saves work: nothing depends on it. Not for several
 * threads.
 */
final class Glances {

  private static final Duration AGAIN_AFTER = Duration.ofMinutes(1);

  private record Glance(Optional<Instant> seenTo, Instant at) {}

  private Map<Integer, Glance> last = Map.of();

  /** Those that are to be looked at; they count as looked at. */
  List<Running> due(List<Running> all, Instant now) {
    Map<Integer, Glance> next = new HashMap<>();
    List<Running> due = all.stream().filter(each -> isDue(each, now)).toList();
    for (Running each : all) {
      Glance kept = last.get(each.assetId());
      next.put(each.assetId(), kept == null ? new Glance(each.seenTo(), now) : kept);
    }
    due.forEach(each -> next.put(each.assetId(), new Glance(each.seenTo(), now)));
    last = next;
    return due;
  }

  private boolean isDue(Running asset, Instant now) {
    Glance glance = last.get(asset.assetId());
    return glance == null
        || !glance.seenTo().equals(asset.seenTo())
        || !now.isBefore(glance.at().plus(AGAIN_AFTER));
  }
}
