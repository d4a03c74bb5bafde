package io.fallow.sim.history;

import java.time.Duration;
import java.time.Instant;

/**
 * From one instant to another.
 *
 * @param to after {@code from}, or the same
 */
public record Span(Instant from, Instant to) {

  /** Checks the order. */
  public Span {
    if (to.isBefore(from)) {
      throw new IllegalArgumentException(from + " is after " + to);
    }
  }

  /** Whether they share time; two that only meet do not. */
  boolean overlaps(Span other) {
    return from.isBefore(other.to) && other.from.isBefore(to);
  }

  /** Whether they share an instant, their ends included. */
  boolean touches(Span other) {
    return !from.isAfter(other.to) && !other.from.isAfter(to);
  }

  public Duration length() {
    return Duration.between(from, to);
  }

  /** The same with time before and after it. */
  public Span with(Duration before, Duration after) {
    return new Span(from.minus(before), to.plus(after));
  }
}
