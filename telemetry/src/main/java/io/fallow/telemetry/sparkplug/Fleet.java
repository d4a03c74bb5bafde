package io.fallow.telemetry.sparkplug;

import io.fallow.gateway.wire.GatewayAddress;
import io.fallow.gateway.wire.sparkplug.MetricMapping;
import io.fallow.telemetry.registry.Asset;
import io.fallow.telemetry.registry.Registry;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The registry as the host needs it, as of one instant.
 *
 * @param mappings of every registered gateway
 * @param believed by public id of an asset, how long a reading of it is believed
 */
record Fleet(Map<GatewayAddress, MetricMapping> mappings, Map<String, Duration> believed) {

  /** Reads it; blocks. */
  static Fleet read(Registry registry, SparkplugMappings mappings, Instant now) {
    Map<String, Duration> believed = new HashMap<>();
    for (Asset asset : registry.assets()) {
      believed.put(asset.publicId(), asset.rules().at(now).maxGap());
    }
    return new Fleet(mappings.all(), believed);
  }

  Optional<Duration> believed(GatewayAddress gateway, String asset) {
    return Optional.ofNullable(believed.get(gateway.organisation() + "." + asset));
  }
}
