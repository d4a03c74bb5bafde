package io.fallow.telemetry.usage;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.toMap;

import io.fallow.telemetry.registry.Asset;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;

/**
 * Makes forecasts from what is stored. Blocks for one query; safe for any number of threads;
 * failures are {@link io.fallow.telemetry.store.StoreException}s.
 */
public final class IdleForecasts {

  private final UsageQueries usage;

  /** Forecasts from this usage. */
  public IdleForecasts(UsageQueries usage) {
    this.usage = usage;
  }

  /** The forecasts that could be made at a moment, by asset id, for each of the assets. */
  public Map<Integer, IdleForecast> of(Collection<Asset> assets, Instant asOf) {
    List<Integer> ids = assets.stream().map(Asset::id).toList();
    Map<Integer, List<HourlyUtilisation>> hours =
        usage.hours(ids, IdleForecast.earliest(asOf), asOf).stream()
            .collect(groupingBy(HourlyUtilisation::assetId));
    return assets.stream()
        .collect(
            toMap(
                Asset::id,
                asset ->
                    IdleForecast.of(
                        asset.facility().zone(), asOf, hours.getOrDefault(asset.id(), List.of()))));
  }
}
