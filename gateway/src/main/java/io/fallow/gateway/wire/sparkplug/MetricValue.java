package io.fallow.gateway.wire.sparkplug;

/** The value of a metric, as far as an asset's reading can be made of it. */
public sealed interface MetricValue {

  /** A whole number. */
  record Whole(long number) implements MetricValue {}

  /** A number with a fraction, or one too large for a {@code long}; may be NaN. */
  record Decimal(double number) implements MetricValue {}

  /** Yes or no. */
  record Flag(boolean yes) implements MetricValue {}

  /** Words. */
  record Words(String text) implements MetricValue {}

  /** The node says that it has no value, or none to rely on. */
  record Nothing() implements MetricValue {}

  /** A data set, a template, bytes, a file: nothing that a reading holds. */
  record Complex() implements MetricValue {}

  /**
   * The value under the type that the metric's birth declared: signed types travel as unsigned
   * numbers, and only the type tells.
   *
   * @param datatype Sparkplug's number of the type, 0 when none is known
   */
  default MetricValue as(int datatype) {
    if (!(this instanceof Whole whole)) {
      return this;
    }
    return switch (datatype) {
      case 1 -> new Whole((byte) whole.number());
      case 2 -> new Whole((short) whole.number());
      case 3 -> new Whole((int) whole.number());
      case 8 ->
          whole.number() >= 0 ? this : new Decimal(0x1p64 + whole.number()); // above Long.MAX_VALUE
      default -> this;
    };
  }
}
