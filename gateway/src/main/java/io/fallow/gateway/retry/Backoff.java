package io.fallow.gateway.retry;

import java.time.Duration;
import java.util.random.RandomGenerator;

/**
 * How long to wait before the next attempt: doubling up to a limit, and of that between a half and
 * all by chance, so that what comes back is not met by all at once. Not safe for several threads.
 */
public final class Backoff {

  private final Duration shortest;
  private final Duration longest;
  private final RandomGenerator random;
  private long millis;

  /** Begins with {@code shortest}. */
  public Backoff(Duration shortest, Duration longest, RandomGenerator random) {
    this.shortest = shortest;
    this.longest = longest;
    this.random = random;
    reset();
  }

  /** After a success. */
  public void reset() {
    millis = shortest.toMillis();
  }

  /** The next pause. */
  public Duration next() {
    long pause = Math.min(millis, longest.toMillis());
    millis = Math.min(2 * Math.max(1, millis), longest.toMillis());
    return Duration.ofMillis(pause / 2 + random.nextLong(pause / 2 + 1));
  }
}
