package io.fallow.gateway.wire.sparkplug;

import java.util.Optional;

/** What of an asset a metric tells. */
public enum Quantity {
  /** What the machine does. */
  ACTIVITY("activity", "activity"),
  /** Electrical power, in watts after scaling. */
  POWER("power", "powerW"),
  /** A count that only grows. */
  COUNTER("counter", "counter");

  private final String code;
  private final String metric;

  Quantity(String code, String metric) {
    this.code = code;
    this.metric = metric;
  }

  /** Its name in a mapping. */
  public String code() {
    return code;
  }

  /** What a metric of this quantity is called where no mapping says otherwise. */
  public String metric() {
    return metric;
  }

  /** The quantity of a name in a mapping. */
  public static Optional<Quantity> ofCode(String code) {
    for (Quantity quantity : values()) {
      if (quantity.code.equals(code)) {
        return Optional.of(quantity);
      }
    }
    return Optional.empty();
  }

  static Optional<Quantity> ofMetric(String metric) {
    for (Quantity quantity : values()) {
      if (quantity.metric.equals(metric)) {
        return Optional.of(quantity);
      }
    }
    return Optional.empty();
  }
}
