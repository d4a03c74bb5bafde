package io.fallow.gateway.source.mtconnect;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import java.util.List;

/**
 * An agent's answer to {@code current} or {@code sample}.
 *
 * @param instance changes when the agent starts anew: its numbers begin again
 * @param createdAt by the agent's clock; many cut it off to the second
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

  private static final long REST_OF_A_SECOND = 999_999_000; // ns; the wire tells microseconds

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

  /** The latest that it can have been when the agent answered, by its clock. */
  Instant latest() {
    boolean cutOff = createdAt.equals(createdAt.truncatedTo(ChronoUnit.SECONDS));
    return cutOff ? createdAt.plusNanos(REST_OF_A_SECOND) : createdAt;
  }

  /** When all of it was so: as it was created, and not before what happened in that second. */
  Instant soAt() {
    Instant observed = lastObservedAt();
    return observed.isAfter(createdAt) ? observed : createdAt;
  }

  /** By the clocks of those who observed; not after the document itself. */
  Instant lastObservedAt() {
    Instant latest = latest();
    return observations.stream()
        .map(Observation::time)
        .filter(each -> !each.isAfter(latest))
        .max(Comparator.naturalOrder())
        .orElse(createdAt);
  }
}
