package io.fallow.scheduler.idle;

import io.fallow.scheduler.sharing.Relation;
import io.fallow.telemetry.registry.Asset;
import java.time.Duration;
import java.time.Instant;
import java.util.OptionalDouble;

/**
 * A time range that may be booked, whole or in part.
 *
 * @param probability the lowest chance, 0 to 1, that a quarter-hour of it stands idle
 * @param weeksObserved the least evidence behind it, in weeks observed
 * @param distanceKm how far the asset's facility is from where the search asked
 */
public record IdleWindow(
    Asset asset,
    Relation relation,
    Instant start,
    Instant end,
    double probability,
    double weeksObserved,
    OptionalDouble distanceKm) {

  public Duration length() {
    return Duration.between(start, end);
  }
}
