package io.fallow.scheduler.idle;

import io.fallow.scheduler.sharing.Limits;
import io.fallow.telemetry.registry.Asset;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;

/**
 * What idle windows somebody looks for. A request may hold nonsense: {@link #faults} names all of
 * it.
 *
 * @param types asset types; empty for any
 * @param from windows are cut to {@code from} .. {@code to}
 * @param minDuration shorter windows are left out
 * @param near keeps to assets within a radius, and adds distances
 * @param minProbability least chance that an hour of a window stands idle
 * @param asOf look at it as if it were then, which may be in the past: what would have been offered
 * @param owners codes of owning organisations; empty for any
 * @param assets public ids; empty for any
 * @param limit how many windows to return
 */
public record SearchRequest(
    Set<String> types,
    Instant from,
    Instant to,
    Duration minDuration,
    Optional<Near> near,
    double minProbability,
    Optional<Instant> asOf,
    Set<String> owners,
    Set<String> assets,
    int limit) {

  /** The longest range that can be searched or explained at once. */
  public static final Duration LONGEST_RANGE = Duration.ofDays(35);

  /** The most windows that one answer holds. */
  public static final int MOST_WINDOWS = 1_000;

  /** Takes copies. */
  public SearchRequest {
    types = Set.copyOf(types);
    owners = Set.copyOf(owners);
    assets = Set.copyOf(assets);
  }

  /** A search for any asset, whole hours, the usual chance, and a hundred windows at most. */
  public static SearchRequest within(Instant from, Instant to) {
    return new SearchRequest(
        Set.of(),
        from,
        to,
        Duration.ofHours(1),
        Optional.empty(),
        Limits.LEAST_PROBABILITY,
        Optional.empty(),
        Set.of(),
        Set.of(),
        100);
  }

  /** All that is wrong with this request; empty for one that can be searched. */
  public List<Fault> faults(Instant now) {
    return SearchFaults.of(this, now);
  }

  /** Whether windows of this asset are looked for. */
  boolean wants(Asset asset) {
    return allows(types, asset.type())
        && allows(owners, asset.organisation())
        && allows(assets, asset.publicId())
        && near.map(point -> Distance.km(point, asset.facility()) <= point.radiusKm()).orElse(true);
  }

  private static boolean allows(Set<String> wanted, String value) {
    return wanted.isEmpty() || wanted.contains(value);
  }

  /** How far the asset's facility is from the point asked for, if one was. */
  OptionalDouble distanceKm(Asset asset) {
    return near.isEmpty()
        ? OptionalDouble.empty()
        : OptionalDouble.of(Distance.km(near.get(), asset.facility()));
  }

  /**
   * Around a point.
   *
   * @param latitude degrees north
   * @param longitude degrees east
   * @param radiusKm kilometres as the crow flies
   */
  public record Near(double latitude, double longitude, double radiusKm) {}
}
