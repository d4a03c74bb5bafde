package io.fallow.telemetry.sparkplug;

import java.time.Duration;
import java.time.Instant;

/** Keeps a host from asking a node for rebirth after rebirth. For one thread. */
final class RebirthPacer {

  private final Duration first;
  private final Duration longest;
  private Duration pause;
  private Instant notBefore = Instant.MIN;

  /** Pauses at least so long, twice as long after each question without an answer. */
  RebirthPacer(Duration first, Duration longest) {
    this.first = first;
    this.longest = longest;
    this.pause = first;
  }

  /** Whether to ask now; then it counts as asked. */
  boolean mayAsk(Instant now) {
    if (now.isBefore(notBefore)) {
      return false;
    }
    notBefore = now.plus(pause);
    Duration doubled = pause.multipliedBy(2);
    pause = doubled.compareTo(longest) > 0 ? longest : doubled;
    return true;
  }

  /** The node was reborn. */
  void answered() {
    pause = first;
  }
}
