package io.fallow.gateway.wire.sparkplug;

import io.fallow.gateway.wire.Activity;
import java.util.Locale;
import java.util.Map;

/**
 * Whose quantity a metric is, and how its value is read.
 *
 * <p>A power or a counter is {@code value × scale + offset}. An activity is looked up in {@code
 * values} by the value's text ({@code "RUN"}, {@code "3"}, {@code "true"}), then under {@code "*"};
 * with no values at all, a text is an activity's name, a number its code, true is in use and false
 * standby.
 *
 * @param asset code of an asset of the gateway's facility
 */
public record MetricTarget(
    String asset, Quantity quantity, double scale, double offset, Map<String, Activity> values) {

  private static final String ANY_OTHER = "*";
  private static final double MOST_WATTS = 1e12;

  /** Checks that the asset is named and the numbers are finite. */
  public MetricTarget {
    values = Map.copyOf(values);
    if (asset.isBlank()) {
      throw new IllegalArgumentException("a metric is mapped to an asset");
    }
    if (!Double.isFinite(scale) || scale == 0 || !Double.isFinite(offset)) {
      throw new IllegalArgumentException("scale and offset are finite, and scale is not 0");
    }
    if (quantity != Quantity.ACTIVITY && !values.isEmpty()) {
      throw new IllegalArgumentException("only an activity has values");
    }
  }

  /** A quantity whose value is taken as it is. */
  public static MetricTarget of(String asset, Quantity quantity) {
    return new MetricTarget(asset, quantity, 1, 0, Map.of());
  }

  /**
   * What is known after a value of this metric.
   *
   * @throws IllegalArgumentException saying why the value can be none of this quantity
   */
  public Held update(Held held, MetricValue value) {
    if (value instanceof MetricValue.Nothing) {
      return held.without(quantity);
    }
    return switch (quantity) {
      case ACTIVITY -> held.with(activity(value));
      case POWER -> held.withPower(power(value));
      case COUNTER -> held.withCounter(count(value));
    };
  }

  private Activity activity(MetricValue value) {
    if (values.isEmpty()) {
      return plainActivity(value);
    }
    Activity known = values.getOrDefault(text(value), values.get(ANY_OTHER));
    if (known == null) {
      throw new IllegalArgumentException("no activity is mapped to " + text(value));
    }
    return known;
  }

  private static Activity plainActivity(MetricValue value) {
    if (value instanceof MetricValue.Flag flag) {
      return flag.yes() ? Activity.IN_USE : Activity.STANDBY;
    }
    if (value instanceof MetricValue.Whole code && code.number() == (int) code.number()) {
      return Activity.ofCode((int) code.number());
    }
    String name = text(value).toUpperCase(Locale.ROOT);
    for (Activity activity : Activity.values()) {
      if (activity.name().equals(name)) {
        return activity;
      }
    }
    throw new IllegalArgumentException("no activity is called " + text(value));
  }

  private static String text(MetricValue value) {
    if (value instanceof MetricValue.Words words) {
      return words.text();
    }
    if (value instanceof MetricValue.Flag flag) {
      return String.valueOf(flag.yes());
    }
    if (value instanceof MetricValue.Whole whole) {
      return String.valueOf(whole.number());
    }
    return String.valueOf(number(value));
  }

  private double power(MetricValue value) {
    double watts = number(value) * scale + offset;
    if (!(watts >= 0 && watts < MOST_WATTS)) {
      throw new IllegalArgumentException("a power of " + watts + " W");
    }
    return watts;
  }

  private long count(MetricValue value) {
    if (value instanceof MetricValue.Whole whole && scale == 1 && offset == 0) {
      return notNegative(whole.number());
    }
    double count = Math.floor(number(value) * scale + offset);
    if (!(count >= 0 && count < 0x1p63)) {
      throw new IllegalArgumentException("a count of " + count);
    }
    return (long) count;
  }

  private static long notNegative(long count) {
    if (count < 0) {
      throw new IllegalArgumentException("a count of " + count);
    }
    return count;
  }

  private static double number(MetricValue value) {
    if (value instanceof MetricValue.Whole whole) {
      return whole.number();
    }
    if (value instanceof MetricValue.Decimal decimal) {
      return decimal.number();
    }
    throw new IllegalArgumentException("the value is no number");
  }
}
