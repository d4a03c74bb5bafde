package io.fallow.telemetry.usage;

import java.util.List;
import java.util.Optional;

/**
 * What a derivation found: first, what is stored in {@code [clearFrom, clearUntil)} goes; then the
 * stretches and hours take the place of those that start at the same instants.
 *
 * @param clearFrom microseconds; equal to {@code clearUntil} where nothing is to go
 * @param position where the asset's derivation now stands; empty when it has no readings
 */
record Outcome(
    long clearFrom,
    long clearUntil,
    List<Stretch> stretches,
    List<HourSums> hours,
    Optional<Position> position) {

  boolean clears() {
    return clearFrom < clearUntil;
  }
}
