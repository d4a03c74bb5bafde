package io.fallow.sim.truth;

import io.fallow.gateway.wire.Activity;
import java.time.Duration;
import java.time.Instant;

/** One activity for a while, from {@code start} until just before {@code end}. */
record Span(Instant start, Instant end, Activity activity) {

  Duration length() {
    return Duration.between(start, end);
  }
}
