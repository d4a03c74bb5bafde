package io.fallow.telemetry.usage;

import io.fallow.gateway.wire.Activity;
import java.time.Duration;
import java.time.Instant;

/**
 * A stretch in which one asset did one thing. Half-open and never empty; UNKNOWN where data is
 * missing.
 */
public record UsageInterval(int assetId, Instant start, Instant end, Activity activity) {

  /** Refuses an empty stretch. */
  public UsageInterval {
    if (!start.isBefore(end)) {
      throw new IllegalArgumentException("a usage interval ends after it starts: " + start);
    }
  }

  /** How long it lasts. */
  public Duration length() {
    return Duration.between(start, end);
  }
}
