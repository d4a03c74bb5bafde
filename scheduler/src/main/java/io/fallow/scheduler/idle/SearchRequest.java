package io.fallow.scheduler.idle;

import io.fallow.scheduler.calendar.TimeRange;
import io.fallow.scheduler.policy.Policy;
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
 * @param assets which assets' windows
 * @param from windows are cut to {@code from} .. {@code to}, to whole minutes
 * @param minDuration shorter windows are left out
 * @param near keeps to assets within a radius, and adds distances
 * @param minProbability least chance that a quarter-hour of a window stands idle
 * @param asOf look at it as if it were then, which may be in the past: what would have been offered
 * @param order in which they are told
 * @param page behind which window of the answer to go on; empty for its beginning
 * @param limit how many windows to return
 */
public record SearchRequest(
    Wanted assets,
    Instant from,
    Instant to,
    Duration minDuration,
    Optional<Near> near,
    double minProbability,
    Optional<Instant> asOf,
    Order order,
    Optional<Cursor> page,
    int limit) {

  /** The longest range that can be searched or explained at once. */
  public static final Duration LONGEST_RANGE = Duration.ofDays(35);

  /** The most windows that one answer holds. */
  public static final int MOST_WINDOWS = 1_000;

  /** A search for any asset, whole hours, the usual chance, and a hundred windows at most. */
  public static SearchRequest within(Instant from, Instant to) {
    return new SearchRequest(
        Wanted.ANY,
        from,
        to,
        Duration.ofHours(1),
        Optional.empty(),
        Policy.PLATFORM.leastProbability(),
        Optional.empty(),
        Order.SOONEST,
        Optional.empty(),
        100);
  }

  /** The same search, of these assets. */
  public SearchRequest of(Wanted wanted) {
    return new SearchRequest(
        wanted, from, to, minDuration, near, minProbability, asOf, order, page, limit);
  }

  /** The same search, of windows no shorter than this, and so many at most. */
  public SearchRequest atLeast(Duration shortest, int most) {
    return new SearchRequest(
        assets, from, to, shortest, near, minProbability, asOf, order, page, most);
  }

  /** The same search around a point. */
  public SearchRequest near(Near point) {
    return new SearchRequest(
        assets,
        from,
        to,
        minDuration,
        Optional.of(point),
        minProbability,
        asOf,
        order,
        page,
        limit);
  }

  /** The same search in another order. */
  public SearchRequest by(Order first) {
    return new SearchRequest(
        assets, from, to, minDuration, near, minProbability, asOf, first, page, limit);
  }

  /** The same search, seen from another moment. */
  public SearchRequest asOf(Instant moment) {
    return new SearchRequest(
        assets,
        from,
        to,
        minDuration,
        near,
        minProbability,
        Optional.of(moment),
        order,
        page,
        limit);
  }

  /** The same search, behind a window of its answer. */
  public SearchRequest behind(Cursor cursor) {
    return new SearchRequest(
        assets,
        from,
        to,
        minDuration,
        near,
        minProbability,
        asOf,
        order,
        Optional.of(cursor),
        limit);
  }

  /** All that is wrong with this request; empty for one that can be searched. */
  public List<Fault> faults(Instant now) {
    return SearchFaults.of(this, now);
  }

  /** The whole minutes of the range; empty if it holds none. */
  Optional<TimeRange> minutes() {
    return TimeRange.between(
        Minutes.instant(Minutes.ceil(from)), Minutes.instant(Minutes.floor(to)));
  }

  /** Whether windows of this asset are looked for. */
  boolean wants(Asset asset) {
    return assets.takes(asset)
        && near.map(point -> Distances.km(point, asset.facility()) <= point.radiusKm())
            .orElse(true);
  }

  /** How far the asset's facility is from the point asked for, if one was. */
  OptionalDouble distanceKm(Asset asset) {
    return near.isEmpty()
        ? OptionalDouble.empty()
        : OptionalDouble.of(Distances.km(near.get(), asset.facility()));
  }

  /**
   * Which assets; each part that isn't empty narrows it.
   *
   * @param types asset types, of which one
   * @param capabilities all of which the asset has
   * @param owners codes of owning organisations, of which one
   * @param ids public ids, of which one
   */
  public record Wanted(
      Set<String> types, Set<String> capabilities, Set<String> owners, Set<String> ids) {

    /** Any asset. */
    public static final Wanted ANY = new Wanted(Set.of(), Set.of(), Set.of(), Set.of());

    /** Takes copies. */
    public Wanted {
      types = Set.copyOf(types);
      capabilities = Set.copyOf(capabilities);
      owners = Set.copyOf(owners);
      ids = Set.copyOf(ids);
    }

    /** Assets of one type. */
    public static Wanted ofType(String type) {
      return new Wanted(Set.of(type), Set.of(), Set.of(), Set.of());
    }

    /** One asset. */
    public static Wanted asset(String publicId) {
      return new Wanted(Set.of(), Set.of(), Set.of(), Set.of(publicId));
    }

    boolean takes(Asset asset) {
      return allows(types, asset.type())
          && allows(owners, asset.organisation())
          && (ids.isEmpty() || ids.contains(asset.publicId()))
          && asset.capabilities().containsAll(capabilities);
    }

    private static boolean allows(Set<String> wanted, String value) {
      return wanted.isEmpty() || wanted.contains(value);
    }
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
