package io.fallow.gateway.wire.sparkplug;

import java.util.List;
import java.util.OptionalInt;
import java.util.OptionalLong;

/**
 * What a message of an edge node holds.
 *
 * @param timeMillis when the node sent it, in milliseconds since 1970
 * @param sequence 0 to 255; deaths of nodes have none
 */
public record SparkplugPayload(
    OptionalLong timeMillis, OptionalInt sequence, List<SparkplugMetric> metrics) {

  private static final String BD_SEQ = "bdSeq";

  /** Takes a copy of the metrics. */
  public SparkplugPayload {
    metrics = List.copyOf(metrics);
  }

  /** The number of the node's session, by which a birth and its death belong together. */
  public OptionalLong session() {
    for (SparkplugMetric metric : metrics) {
      if (metric.name().filter(BD_SEQ::equals).isPresent()
          && metric.value() instanceof MetricValue.Whole number) {
        return OptionalLong.of(number.number());
      }
    }
    return OptionalLong.empty();
  }
}
