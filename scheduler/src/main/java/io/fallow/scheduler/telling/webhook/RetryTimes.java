package io.fallow.scheduler.telling.webhook;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;

/**
 * When a message that did not arrive is sent again: the schedule that the Standard Webhooks
 * specification gives as its example, three days in all. Each wait is up to a fifth longer, by
 * chance, so that what failed together does not come back together.
 */
final class RetryTimes {

  private static final List<Duration> WAITS =
      List.of(
          Duration.ofSeconds(5),
          Duration.ofMinutes(5),
          Duration.ofMinutes(30),
          Duration.ofHours(2),
          Duration.ofHours(5),
          Duration.ofHours(10),
          Duration.ofHours(14),
          Duration.ofHours(20),
          Duration.ofHours(24));

  private static final double MOST_JITTER = 0.2;

  private RetryTimes() {}

  /**
   * How long to wait after an attempt that failed; empty when it was the last.
   *
   * @param attempts made so far, at least one
   */
  static Optional<Duration> after(int attempts, RandomGenerator random) {
    if (attempts > WAITS.size()) {
      return Optional.empty();
    }
    Duration wait = WAITS.get(attempts - 1);
    double jitter = random.nextDouble() * MOST_JITTER;
    return Optional.of(wait.plusMillis((long) (wait.toMillis() * jitter)));
  }
}
