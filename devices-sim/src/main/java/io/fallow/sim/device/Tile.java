package io.fallow.sim.device;

import java.time.Instant;

/** One phase of a machine, from {@code start} until just before {@code end}. */
record Tile(Instant start, Instant end, Phase phase) {

  Tile clippedTo(Instant from, Instant to) {
    return new Tile(start.isAfter(from) ? start : from, end.isBefore(to) ? end : to, phase);
  }
}
