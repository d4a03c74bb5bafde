package io.fallow.scheduler.sharing;

import io.fallow.telemetry.registry.Asset;
import io.fallow.telemetry.registry.Registry;
import java.util.List;
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

  private record Known(String edition, Asset asset) {}

  /**
   * An asset of this edition, or a later one.
   *
   * @param edition another for each change of what the registry says of the asset, read before
   */
  Optional<Asset> get(String publicId, String edition) {
    Known last = known.get(publicId);
    if (last != null && last.edition().equals(edition)) {
      return Optional.of(last.asset());
    }
    Optional<Asset> asset = registry.asset(publicId);
    asset.ifPresent(found -> known.put(publicId, new Known(edition, found)));
    return asset;
  }

  /**
   * Reads all assets.
   *
   * @param editions by public id, read before
   */
  List<Asset> learn(Map<String, String> editions) {
    List<Asset> all = registry.assets();
    for (Asset asset : all) {
      String edition = editions.get(asset.publicId());
      if (edition != null) {
        known.put(asset.publicId(), new Known(edition, asset));
      }
    }
    return all;
  }
}
