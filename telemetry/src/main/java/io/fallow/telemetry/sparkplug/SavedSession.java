package io.fallow.telemetry.sparkplug;

import java.time.Instant;
import java.util.Map;
import java.util.OptionalLong;
import java.util.TreeMap;

/**
 * What the next host has to know of a session that lives.
 *
 * @param number the session's number at the node, its {@code bdSeq}
 * @param assets those that the session vouches for, each with the time of its last reading as far
 *     as known
 */
record SavedSession(OptionalLong number, Instant lastHeard, Map<String, Instant> assets) {

  SavedSession {
    assets = new TreeMap<>(assets);
  }
}
