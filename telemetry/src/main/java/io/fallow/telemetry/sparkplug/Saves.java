package io.fallow.telemetry.sparkplug;

import io.fallow.gateway.wire.GatewayAddress;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** Decides which sessions are worth writing down again. For one thread. */
final class Saves {

  /** How old the instant of the last sign of life may become. */
  private static final Duration STALE = Duration.ofSeconds(10);

  private final Map<GatewayAddress, Optional<SavedSession>> written = new HashMap<>();

  /** Those that differ from what was written by more than a few seconds. */
  Map<GatewayAddress, Optional<SavedSession>> changed(
      Map<GatewayAddress, Optional<SavedSession>> present) {
    Map<GatewayAddress, Optional<SavedSession>> changed = new HashMap<>();
    present.forEach(
        (gateway, session) -> {
          if (differ(written.getOrDefault(gateway, Optional.empty()), session)) {
            changed.put(gateway, session);
          }
        });
    return changed;
  }

  /** These are written now. */
  void written(Map<GatewayAddress, Optional<SavedSession>> sessions) {
    written.putAll(sessions);
  }

  private static boolean differ(Optional<SavedSession> one, Optional<SavedSession> other) {
    if (one.isEmpty() || other.isEmpty()) {
      return one.isPresent() != other.isPresent();
    }
    return !one.get().number().equals(other.get().number())
        || !one.get().assets().keySet().equals(other.get().assets().keySet())
        || Duration.between(one.get().lastHeard(), other.get().lastHeard()).compareTo(STALE) > 0;
  }
}
