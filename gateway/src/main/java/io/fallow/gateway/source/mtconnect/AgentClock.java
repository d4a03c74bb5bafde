package io.fallow.gateway.source.mtconnect;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;

/**
 * By how much an agent's clock is wrong, from what it says of the time when it answers. Small
 * differences are left alone: the machines of a site keep time as well as this one. Not safe for
 * several threads.
 */
final class AgentClock {

  private static final Duration MAY_DIFFER = Duration.ofSeconds(5);
  private static final Duration STEADY = Duration.ofSeconds(2);

  private final Clock clock;
  private Instant asked = Instant.EPOCH;
  private Duration skew = Duration.ZERO;

  AgentClock(Clock clock) {
    this.clock = clock;
  }

  /** A request is about to be sent. */
  void asks() {
    asked = clock.instant();
  }

  /** What was added to the agent's times so far. */
  Duration skew() {
    return skew;
  }

  /** What is added to the agent's times, after its answer has come. */
  Duration skew(Streams answer) {
    Duration now = between(answer.createdAt(), clock.instant());
    if (now.minus(skew).abs().compareTo(STEADY) > 0) {
      skew = now;
    }
    return skew;
  }

  /** The least by which it must be wrong: it answered between the question and now. */
  private Duration between(Instant said, Instant now) {
    Duration wrong = Duration.ZERO;
    if (said.isBefore(asked)) {
      wrong = Duration.between(said, asked);
    } else if (said.isAfter(now)) {
      wrong = Duration.between(said, now);
    }
    return wrong.abs().compareTo(MAY_DIFFER) > 0 ? wrong : Duration.ZERO;
  }
}
