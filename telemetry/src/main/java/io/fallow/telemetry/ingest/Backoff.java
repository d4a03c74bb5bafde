package io.fallow.telemetry.ingest;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;

/**
 * Waits between attempts: each time up to twice as long, and a random part of it, so that many
 * clients do not come back at the same moment. For one thread.
 */
final class Backoff {

  private static final int MOST_DOUBLINGS = 20;

  private final Duration first;
  private final Duration longest;
  private final CountDownLatch closing;
  private int attempts;

  /**
   * @param closing ends every wait with an {@link InterruptedException} once it is down
   */
  Backoff(Duration first, Duration longest, CountDownLatch closing) {
    this.first = first;
    this.longest = longest;
    this.closing = closing;
  }

  /** Attempts that failed since the last reset. */
  int attempts() {
    return attempts;
  }

  void reset() {
    attempts = 0;
  }

  void pause() throws InterruptedException {
    if (closing.await(next().toMillis(), TimeUnit.MILLISECONDS)) {
      throw new InterruptedException("closing");
    }
  }

  /** How long to wait now: between half of and the whole of the current step. */
  Duration next() {
    long step = first.toMillis() << Math.min(attempts, MOST_DOUBLINGS);
    attempts++;
    long whole = Math.min(step, longest.toMillis());
    return Duration.ofMillis(whole - ThreadLocalRandom.current().nextLong(whole / 2 + 1));
  }
}
