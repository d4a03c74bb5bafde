package io.fallow.gateway.source.mtconnect;

import java.time.Instant;
import java.util.Comparator;
import java.util.List;

/**
 * An agent's answer to {@code current} or {@code sample}.
 *
 * @param instance changes when the agent starts anew: its numbers begin again
 * @param createdAt by the agent's clock
 * @param next the number from which to ask on
 * @param first the lowest that the agent still has, and {@code last} the highest; 0 if it doesn't
 *     say
 * @param observations in the order of their numbers
 */
record Streams(
    String instance,
    Instant createdAt,
    long next,
    long first,
    long last,
    List<Observation> observations) {

  Streams {
    observations = List.copyOf(observations);
  }

  /** Whether there was nothing more to fetch. */
  boolean isNewest() {
    return next > last && observations.size() < Agent.AT_ONCE;
  }

  /** Without what some agents say again. */
  Streams from(long number) {
    return new Streams(
        instance,
        createdAt,
        next,
        first,
        last,
        observations.stream()
            .filter(each -> each.sequence() >= number || each.sequence() == 0)
            .toList());
  }

  /** By the clocks of those who observed; not after the document itself. */
  Instant lastObservedAt() {
    return observations.stream()
        .map(Observation::time)
        .filter(each -> !each.isAfter(createdAt))
        .max(Comparator.naturalOrder())
        .orElse(createdAt);
  }
}
