package io.fallow.sim.device;

import io.fallow.gateway.wire.Activity;
import java.time.Instant;

/** What a simulated machine really did, from {@code start} until just before {@code end}. */
public record TruthInterval(Instant start, Instant end, Activity activity) {

  /** Checks that the interval isn't empty. */
  public TruthInterval {
    if (!start.isBefore(end)) {
      throw new IllegalArgumentException(start + " is not before " + end);
    }
  }
}
