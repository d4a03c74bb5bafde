package io.fallow.sim.device;

import java.time.Instant;

/** A half-open, non-empty range of time. */
record Stretch(Instant start, Instant end) {

  Stretch {
    if (!start.isBefore(end)) {
      throw new IllegalArgumentException(start + " is not before " + end);
    }
  }

  boolean contains(Instant instant) {
    return !instant.isBefore(start) && instant.isBefore(end);
  }

  boolean overlaps(Instant from, Instant to) {
    return start.isBefore(to) && from.isBefore(end);
  }
}
