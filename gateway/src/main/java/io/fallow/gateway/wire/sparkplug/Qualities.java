package io.fallow.gateway.wire.sparkplug;

import java.util.List;
import org.eclipse.tahu.protobuf.SparkplugBProto.Payload;

/** The property {@code Quality} of a metric: 192 is good, 0 bad, 500 stale. */
final class Qualities {

  private static final String NAME = "Quality";
  private static final int GOOD = 192;

  private Qualities() {}

  /** Whether a metric's value may be relied on; so it is where nothing else is said. */
  static boolean isGood(Payload.Metric metric) {
    List<String> keys = metric.getProperties().getKeysList();
    int at = keys.indexOf(NAME);
    if (at < 0 || at >= metric.getProperties().getValuesCount()) {
      return true;
    }
    Payload.PropertyValue quality = metric.getProperties().getValues(at);
    return !quality.hasIntValue() || quality.getIntValue() == GOOD;
  }
}
