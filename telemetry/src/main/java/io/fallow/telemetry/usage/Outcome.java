package io.fallow.telemetry.usage;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a derivation found: first, what is stored in {@code [clearFrom, clearUntil)} goes; then the
 * stretches and hours take the place of those that start at the same instants.
 *
 * @param clearFrom microseconds; equal to {@code clearUntil} where nothing is to go
 * @param memories what readings left behind, by the hour; {@link Micros#NEVER_AFTER} stands for the
 *     newest reading. Of those stored from {@code clearFrom} to {@code clearUntil} itself, all
 *     others go
 * @param position where the asset's derivation now stands; empty when it has no readings
 * @param rest what is left for another time
 */
record Outcome(
    long clearFrom,
    long clearUntil,
    List<Stretch> stretches,
    List<HourSums> hours,
    Map<Long, Memory> memories,
    Optional<Position> position,
    Optional<Change> rest) {

  boolean clears() {
    return clearFrom < clearUntil;
  }
}
