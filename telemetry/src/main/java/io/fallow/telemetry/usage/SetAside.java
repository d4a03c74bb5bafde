package io.fallow.telemetry.usage;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Assets whose derivation failed for a reason of their own: tried again after a while. */
final class SetAside {

  private static final Duration WHILE = Duration.ofMinutes(1);

  private final Map<Integer, Instant> until = new HashMap<>();

  void add(int assetId, Instant now) {
    until.put(assetId, now.plus(WHILE));
  }

  /** Those of the assets that may be tried. */
  List<Integer> without(Collection<Integer> assetIds, Instant now) {
    until.values().removeIf(end -> !end.isAfter(now));
    List<Integer> rest = new ArrayList<>(assetIds);
    rest.removeAll(until.keySet());
    return rest;
  }
}
