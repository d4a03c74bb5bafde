package io.fallow.scheduler.sharing;

import io.fallow.telemetry.registry.Asset;
import io.fallow.telemetry.registry.Registry;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Assets as the registry has them, remembered together with the edition in which they were read:
 * one that has changed since is read anew. Bounded by what is registered. Blocks where it reads;
 * safe for any number of threads.
 */
final class KnownAssets {

  private final Registry registry;
  private final Map<String, Known> known = new ConcurrentHashMap<>();

  KnownAssets(Registry registry) {
    this.registry = registry;
  }

  private record Known(long edition, Asset asset) {}

  /**
   * An asset of this edition, or a later one.
   *
   * @param edition another for each change of what the registry says of the asset, read before
   */
  Optional<Asset> get(String publicId, long edition) {
    Known last = known.get(publicId);
    if (last != null && last.edition() == edition) {
      return Optional.of(last.asset());
    }
    Optional<Asset> asset = registry.asset(publicId);
    asset.ifPresent(found -> known.put(publicId, new Known(edition, found)));
    return asset;
  }
}
