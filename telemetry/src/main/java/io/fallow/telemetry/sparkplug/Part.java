package io.fallow.telemetry.sparkplug;

import io.fallow.gateway.wire.RejectReason;
import io.fallow.gateway.wire.sparkplug.MetricMapping;
import io.fallow.gateway.wire.sparkplug.MetricTarget;
import io.fallow.gateway.wire.sparkplug.SparkplugMetric;
import io.fallow.gateway.wire.sparkplug.SparkplugPayload;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The node itself or one of its devices, as its birth described it. Data speaks in the birth's
 * terms: aliases for names, values without types.
 */
final class Part {

  /** What a birth said of a metric, and what we make of it. */
  private record Definition(String name, int datatype, Optional<MetricTarget> target) {}

  private final Optional<String> device;
  private final MetricMapping mapping;
  private final Map<Long, Definition> byAlias = new HashMap<>();
  private final Map<String, Definition> byName = new HashMap<>();
  private Optional<Instant> unconfirmedSince = Optional.empty();

  private Part(Optional<String> device, MetricMapping mapping) {
    this.device = device;
    this.mapping = mapping;
  }

  /** Reads a birth. */
  static Part born(
      Optional<String> device, MetricMapping mapping, SparkplugPayload birth, Outcome outcome) {
    Part part = new Part(device, mapping);
    for (SparkplugMetric metric : birth.metrics()) {
      if (metric.name().isPresent()) {
        part.define(metric.name().get(), metric);
      } else {
        outcome.reject(RejectReason.INVALID_VALUE, alias(metric), "a birth names its metrics");
      }
    }
    return part;
  }

  private void define(String name, SparkplugMetric metric) {
    Definition definition = new Definition(name, metric.datatype(), mapping.target(device, name));
    byName.put(name, definition);
    metric.alias().ifPresent(alias -> byAlias.put(alias, definition));
  }

  /** How many metrics there are. */
  int size() {
    return byName.size();
  }

  /** After a rebirth of its node a device is there again only once it is reborn itself. */
  void doubt(Instant now) {
    unconfirmedSince = unconfirmedSince.or(() -> Optional.of(now));
  }

  boolean isUnconfirmedSince(Instant limit) {
    return unconfirmedSince.filter(since -> !since.isAfter(limit)).isPresent();
  }

  /**
   * What a message of this part says of assets.
   *
   * @param birth whether the values hold at the time of the message, however old they are
   * @return false when it speaks of something that no birth defined
   */
  boolean read(
      SparkplugPayload payload,
      boolean birth,
      Instant sent,
      List<Sample> samples,
      Outcome outcome) {
    boolean understood = true;
    for (SparkplugMetric metric : payload.metrics()) {
      Optional<Definition> known = definition(metric);
      if (known.isEmpty()) {
        understood &= birth;
        if (!birth) {
          outcome.reject(RejectReason.NO_BIRTH, alias(metric), "no birth defines it");
        }
      } else if (known.get().target().isPresent()) {
        samples.add(sample(metric, known.get(), birth && !metric.historical(), sent));
      }
    }
    return understood;
  }

  private Sample sample(SparkplugMetric metric, Definition known, boolean current, Instant sent) {
    Instant time =
        current || metric.timeMillis().isEmpty()
            ? sent
            : Times.ofMillis(metric.timeMillis().getAsLong());
    return new Sample(
        device,
        known.name(),
        known.target().orElseThrow(),
        metric.datatype() == 0 ? metric.value().as(known.datatype()) : metric.value(),
        time,
        metric.historical());
  }

  /** By name where there is one: some nodes send names that their births left out. */
  private Optional<Definition> definition(SparkplugMetric metric) {
    if (metric.name().isPresent()) {
      String name = metric.name().get();
      Definition known = byName.get(name);
      return Optional.of(
          known != null
              ? known
              : new Definition(name, metric.datatype(), mapping.target(device, name)));
    }
    return metric.alias().isPresent()
        ? Optional.ofNullable(byAlias.get(metric.alias().getAsLong()))
        : Optional.empty();
  }

  private static String alias(SparkplugMetric metric) {
    return metric.alias().isPresent()
        ? "with the alias " + metric.alias().getAsLong()
        : "without name and alias";
  }
}
