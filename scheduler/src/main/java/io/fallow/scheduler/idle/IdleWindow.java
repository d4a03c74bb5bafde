package io.fallow.scheduler.idle;

import io.fallow.scheduler.sharing.Relation;
import io.fallow.telemetry.registry.Asset;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * A time range that may be booked, whole or in part.
 *
 * @param probability the lowest chance, 0 to 1, that a quarter-hour of it stands idle
 * @param weeksObserved the least evidence behind it, in weeks observed
 * @param distanceKm how far the asset's facility is from where the search asked
 * @param offer on what terms
 */
public record IdleWindow(
    Asset asset,
    Relation relation,
    Instant start,
    Instant end,
    double probability,
    double weeksObserved,
    OptionalDouble distanceKm,
    Offer offer) {

  public Duration length() {
    return Duration.between(start, end);
  }

  /** What of it can still be had; empty once that is shorter than what is looked for. */
  Optional<IdleWindow> asOf(Instant now, SearchRequest request) {
    Instant next = Minutes.instant(Minutes.ceil(now));
    if (request.asOf().isPresent() || !start.isBefore(next)) {
      return Optional.of(this);
    }
    return Duration.between(next, end).compareTo(request.minDuration()) < 0
        ? Optional.empty()
        : Optional.of(
            new IdleWindow(
                asset, relation, next, end, probability, weeksObserved, distanceKm, offer));
  }
}
