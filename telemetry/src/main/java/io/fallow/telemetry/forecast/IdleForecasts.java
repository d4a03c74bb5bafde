package io.fallow.telemetry.forecast;

import io.fallow.telemetry.registry.Asset;
import io.fallow.telemetry.registry.Facility;
import io.fallow.telemetry.store.Database;
import io.fallow.telemetry.store.Question;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The forecasts of assets: those that the {@link ForecastWorker} keeps at hand, where they are
 * still good, and the others made on the spot from the last 26 weeks of usage, which takes some 10
 * to 20 ms an asset. Memory is bounded by fifty assets at a time. Blocks; safe for any number of
 * threads; failures are {@link io.fallow.telemetry.store.StoreException}s.
 */
public final class IdleForecasts {

  static final int AT_ONCE = 50;

  /** From here on the type's pattern is no more than a drop. */
  private static final double OWN_IS_ENOUGH = 8;

  private final Holidays holidays;
  private final ForecastStore store;
  private final SeenUsage usage;
  private final TypePatterns types;

  /** Forecasts from what this database knows. */
  public IdleForecasts(Database database) {
    holidays = new Holidays(database);
    store = new ForecastStore(database);
    usage = new SeenUsage(database);
    types = new TypePatterns(database);
  }

  /** The forecasts that could be made at a moment, by asset id, for each of the assets. */
  public Map<Integer, IdleForecast> of(Collection<Asset> assets, Instant asOf) {
    Map<Integer, Basis> bases = bases(assets);
    Map<Integer, IdleForecast> found = new HashMap<>(store.usable(bases, asOf));
    List<Asset> missing =
        assets.stream().filter(asset -> !found.containsKey(asset.id())).distinct().toList();
    for (int from = 0; from < missing.size(); from += AT_ONCE) {
      List<Asset> some = missing.subList(from, Math.min(missing.size(), from + AT_ONCE));
      found.putAll(made(some, bases, asOf));
    }
    return found;
  }

  /** The forecast of one asset that could be made at a moment; mostly at the cost of one row. */
  public IdleForecast of(Asset asset, Instant asOf) {
    return store.usable(asset, asOf).orElseGet(() -> of(List.of(asset), asOf).get(asset.id()));
  }

  /**
   * What of an asset's forecast is about the time {@code [from, to)}, if one is kept that is good
   * at a moment; empty where it has to be made.
   */
  public static Question<Optional<IdleForecast>> kept(
      Asset asset, Instant from, Instant to, Instant asOf) {
    return ForecastStore.usable(asset, from, to, asOf);
  }

  /** Makes forecasts and keeps them. At most {@link #AT_ONCE}. */
  void make(Collection<Asset> assets, Instant now) {
    Map<Integer, Basis> bases = bases(assets);
    Map<Integer, Instant> seenTo = store.seenTo(bases.keySet());
    store.keep(made(assets, bases, now), bases, seenTo, now);
  }

  private Map<Integer, Basis> bases(Collection<Asset> assets) {
    List<Integer> facilities =
        assets.stream().map(Asset::facility).map(Facility::id).distinct().toList();
    Map<Integer, Set<LocalDate>> days = holidays.of(facilities);
    Map<Integer, Basis> bases = new HashMap<>();
    for (Asset asset : assets) {
      Facility facility = asset.facility();
      bases.put(asset.id(), new Basis(facility.zone(), days.get(facility.id())));
    }
    return bases;
  }

  private Map<Integer, IdleForecast> made(
      Collection<Asset> assets, Map<Integer, Basis> bases, Instant asOf) {
    Instant from = asOf.minus(IdleForecast.BACK);
    Map<Integer, QuarterHours> seen =
        usage.between(assets.stream().map(Asset::id).toList(), from, asOf);
    Map<Basis, WallQuarters> clocks = new HashMap<>();
    Map<Integer, IdleForecast> made = new HashMap<>();
    for (Asset asset : new ArrayList<>(assets)) {
      QuarterHours quarters = seen.get(asset.id());
      WallQuarters clock =
          clocks.computeIfAbsent(bases.get(asset.id()), basis -> basis.clock(quarters));
      made.put(asset.id(), made(asset, quarters, clock, asOf));
    }
    return made;
  }

  private IdleForecast made(Asset asset, QuarterHours own, WallQuarters clock, Instant asOf) {
    double weeks = own.weeksObserved();
    if (weeks == 0) { // an asset not attached yet need not cost each search a model's run
      return IdleForecast.NOTHING;
    }
    boolean ownIsEnough = weeks > OWN_IS_ENOUGH;
    return IdleForecast.of(
        own, clock, ownIsEnough ? TypePattern.NONE : types.of(asset, asOf).lessOwn(weeks));
  }

  /** What a forecast rests on beside usage. */
  record Basis(ZoneId zone, Set<LocalDate> holidays) {

    WallQuarters clock(QuarterHours seen) {
      int ahead = (int) (IdleForecast.AHEAD.toSeconds() / QuarterHours.SECONDS);
      return WallQuarters.of(zone, holidays, seen.first(), seen.count() + ahead);
    }

    /** The same in every process. */
    int code() {
      return 31 * zone.getId().hashCode() + holidays.hashCode();
    }
  }
}
