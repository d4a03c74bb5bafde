package io.fallow.telemetry.ingest;

import io.fallow.gateway.wire.BatchDecoder;
import io.fallow.gateway.wire.GatewayAddress;
import io.fallow.gateway.wire.PayloadFormat;
import io.fallow.gateway.wire.Topics;
import io.fallow.telemetry.registry.Asset;
import io.fallow.telemetry.registry.Gateway;
import io.fallow.telemetry.registry.Registry;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * What ingest remembers of the registry. A miss counts only when the registry was read after the
 * message arrived, so what was registered before a message was sent is always found; and however
 * many unknown names arrive, the registry is read at most ten times a second. Thread-safe.
 */
final class Directory {

  private static final long STALE_NANOS = Duration.ofSeconds(30).toNanos();
  private static final long PAUSE_NANOS = Duration.ofMillis(100).toNanos();

  private final Supplier<Known> source;
  private volatile Known known;

  /**
   * @param source reads the registry; may throw {@link io.fallow.telemetry.store.StoreException},
   *     which every method here passes on
   */
  Directory(Supplier<Known> source) {
    this.source = source;
  }

  static Directory of(Registry registry) {
    return new Directory(
        () -> {
          long start = System.nanoTime();
          return Known.of(start, registry.gateways(), registry.assets());
        });
  }

  /** What is known, not older than half a minute. */
  Known recent() throws InterruptedException {
    Known current = known;
    return current != null && System.nanoTime() - current.readNanos < STALE_NANOS
        ? current
        : readAfter(System.nanoTime());
  }

  /** What is known, read from the registry after an instant of {@link System#nanoTime()}. */
  Known readAfter(long nanos) throws InterruptedException {
    synchronized (this) {
      Known current = known;
      if (current != null && current.readNanos - nanos > 0) {
        return current;
      }
      if (current != null) {
        TimeUnit.NANOSECONDS.sleep(current.readNanos + PAUSE_NANOS - System.nanoTime());
      }
      known = source.get();
      return known;
    }
  }

  /**
   * Who sent a message, and how it is read.
   *
   * @param assets of the gateway's organisation, by code
   */
  record Sender(Gateway gateway, BatchDecoder decoder, Map<String, Asset> assets) {}

  /** The registry as it was at one instant. */
  static final class Known {

    private final long readNanos;
    private final Map<GatewayAddress, Gateway> gateways = new HashMap<>();
    private final Map<String, Sender> byTopic = new HashMap<>();
    private final Map<String, Map<String, Asset>> assets = new HashMap<>();

    private Known(long readNanos) {
      this.readNanos = readNanos;
    }

    static Known of(long readNanos, List<Gateway> gateways, List<Asset> assets) {
      Known known = new Known(readNanos);
      for (Asset asset : assets) {
        known
            .assets
            .computeIfAbsent(asset.organisation(), any -> new HashMap<>())
            .put(asset.code(), asset);
      }
      for (Gateway gateway : gateways) {
        known.gateways.put(gateway.address(), gateway);
        Map<String, Asset> own = known.assets(gateway.address().organisation());
        for (PayloadFormat format : PayloadFormat.values()) {
          String topic = Topics.readings(gateway.address(), format);
          known.byTopic.put(topic, new Sender(gateway, format.decoder(), own));
        }
      }
      return known;
    }

    /** Who sent a message, if it holds readings of a registered gateway. */
    Optional<Sender> sender(InboundMessage message) {
      return message.handedIn().isEmpty()
          ? Optional.ofNullable(byTopic.get(message.topic()))
          : message.handedIn().flatMap(this::sender);
    }

    private Optional<Sender> sender(InboundMessage.Content content) {
      return Optional.ofNullable(gateways.get(content.gateway()))
          .map(
              gateway ->
                  new Sender(gateway, content.decoder(), assets(gateway.address().organisation())));
    }

    /** The assets of an organisation by their codes. */
    Map<String, Asset> assets(String organisation) {
      return assets.getOrDefault(organisation, Map.of());
    }
  }
}
