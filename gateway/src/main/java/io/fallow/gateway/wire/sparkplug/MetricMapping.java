package io.fallow.gateway.wire.sparkplug;

import io.fallow.gateway.wire.Topics;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Which metrics of a node and its devices tell what of which assets. What is mapped to nothing is
 * left out.
 *
 * @param lines by device and metric
 * @param defaults whether, where no line says otherwise, a device is called like its asset and its
 *     metrics {@code activity}, {@code powerW} and {@code counter}; for metrics of the node itself:
 *     {@code {asset}/activity} and so on
 */
public record MetricMapping(Map<Source, MetricTarget> lines, boolean defaults) {

  /** That of a gateway of which nothing else was said. */
  public static final MetricMapping USUAL = new MetricMapping(Map.of(), true);

  private static final Pattern CODE = Pattern.compile(Topics.CODE);

  /**
   * A metric of a device, or of the node itself.
   *
   * @param device empty for the node itself
   */
  public record Source(Optional<String> device, String metric) {}

  /** Takes a copy of the lines. */
  public MetricMapping {
    lines = Map.copyOf(lines);
  }

  /** What a metric tells; empty if nothing. */
  public Optional<MetricTarget> target(Optional<String> device, String metric) {
    MetricTarget line = lines.get(new Source(device, metric));
    if (line != null || !defaults) {
      return Optional.ofNullable(line);
    }
    int slash = device.isPresent() ? -1 : metric.lastIndexOf('/');
    if (device.isEmpty() && slash < 0) {
      return Optional.empty();
    }
    String asset = device.orElseGet(() -> metric.substring(0, slash));
    return CODE.matcher(asset).matches()
        ? Quantity.ofMetric(metric.substring(slash + 1)).map(each -> MetricTarget.of(asset, each))
        : Optional.empty();
  }
}
