package io.fallow.gateway.uplink;

import java.time.Duration;
import java.util.random.RandomGenerator;

/**
 * How long to wait before the next attempt: doubling up to a limit, and of that between a half and
 * all by chance, so that a broker that comes back is not met by all its gateways at once.
 */
final class Backoff {

  private final Duration shortest;
  private final Duration longest;
  private final RandomGenerator random;
  private long millis;

  Backoff(Duration shortest, Duration longest, RandomGenerator random) {
    this.shortest = shortest;
    this.longest = longest;
    this.random = random;
    reset();
  }

  /** After a success. */
  void reset() {
    millis = shortest.toMillis();
  }

  Duration next() {
    long pause = Math.min(millis, longest.toMillis());
    millis = Math.min(2 * Math.max(1, millis), longest.toMillis());
    return Duration.ofMillis(pause / 2 + random.nextLong(pause / 2 + 1));
  }
}
