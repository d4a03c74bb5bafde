package io.fallow.scheduler.attendance;

import io.fallow.gateway.wire.Activity;
import io.fallow.scheduler.attendance.Timeline.Stretch;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A fault that lasts: from its first instant to the first at which the asset was seen without one.
 * Silence doesn't end it. Pure.
 *
 * @param until empty as long as nobody saw it end
 */
record Breakdown(Instant since, Optional<Instant> until) {

  /**
   * All of them.
   *
   * @param atLeast from the first to the last instant at which the fault was seen
   */
  static List<Breakdown> lasting(Timeline seen, Duration atLeast) {
    List<Breakdown> found = new ArrayList<>();
    Instant since = null;
    Instant lastSeen = null;
    for (Stretch each : seen.all()) {
      if (each.activity() == Activity.FAULT) {
        since = since == null ? each.start() : since;
        lastSeen = each.end();
      } else if (each.isKnown()) {
        add(found, since, lastSeen, Optional.of(each.start()), atLeast);
        since = null;
      }
    }
    add(found, since, lastSeen, Optional.empty(), atLeast);
    return List.copyOf(found);
  }

  private static void add(
      List<Breakdown> found,
      Instant since,
      Instant lastSeen,
      Optional<Instant> until,
      Duration atLeast) {
    if (since != null && Duration.between(since, lastSeen).compareTo(atLeast) >= 0) {
      found.add(new Breakdown(since, until));
    }
  }
}
