package io.fallow.gateway.source;

import io.fallow.gateway.wire.Activity;
import java.math.BigDecimal;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * What becomes of one value that a source reads: which asset it is of, and what it says.
 *
 * @param asset the asset's code
 * @param scale by which a number is multiplied: to watts, or to whole counts
 * @param activities what texts and numbers mean, by their text, any case; a number as {@code 3}. An
 *     activity's own name means itself
 */
public record Target(
    String asset, Quantity quantity, double scale, Map<String, Activity> activities) {

  private static final double TOO_MANY = 9e18; // beyond what a whole number of 64 bits holds

  /** Checks the ranges. */
  public Target {
    if (asset.isBlank()) {
      throw new IllegalArgumentException("a value is of an asset");
    }
    if (!(Math.abs(scale) > 0 && Math.abs(scale) < 1e12)) {
      throw new IllegalArgumentException("a scale is a number other than 0");
    }
    activities =
        activities.entrySet().stream()
            .collect(
                Collectors.toUnmodifiableMap(
                    each -> each.getKey().strip().toLowerCase(Locale.ROOT), Map.Entry::getValue));
  }

  /**
   * Adds a number to what is known of an instant.
   *
   * @throws SourceException if it is none that the asset could have
   */
  public void number(double value, Snapshot snapshot) throws SourceException {
    switch (quantity) {
      case ACTIVITY -> activity(plain(value), snapshot);
      case POWER -> snapshot.power(asset, watts(value));
      case COUNTER -> snapshot.counter(asset, count(value));
    }
  }

  /**
   * Adds a text to what is known of an instant: an activity's name, or a number as it is written.
   *
   * @throws SourceException if it means nothing
   */
  public void text(String value, Snapshot snapshot) throws SourceException {
    String text = value.strip();
    if (quantity == Quantity.ACTIVITY) {
      activity(text, snapshot);
      return;
    }
    try {
      number(new BigDecimal(text).doubleValue(), snapshot);
    } catch (NumberFormatException e) {
      throw new SourceException("%s: '%s' is not a number".formatted(asset, shortened(text)), e);
    }
  }

  private void activity(String text, Snapshot snapshot) throws SourceException {
    snapshot.activity(
        asset,
        activityOf(text)
            .orElseThrow(
                () ->
                    new SourceException(
                        "%s: '%s' is not in the map of activities"
                            .formatted(asset, shortened(text)))));
  }

  private Optional<Activity> activityOf(String text) {
    Activity mapped = activities.get(text.toLowerCase(Locale.ROOT));
    if (mapped != null) {
      return Optional.of(mapped);
    }
    for (Activity each : Activity.values()) {
      if (each.name().equalsIgnoreCase(text)) {
        return Optional.of(each);
      }
    }
    return Optional.empty();
  }

  private double watts(double value) throws SourceException {
    double watts = value * scale;
    if (!(watts >= 0 && watts < 1e12)) {
      throw new SourceException("%s: %s W is no power".formatted(asset, watts));
    }
    return watts;
  }

  private long count(double value) throws SourceException {
    double count = value * scale;
    if (!(count >= 0 && count < TOO_MANY)) {
      throw new SourceException("%s: %s is no count".formatted(asset, count));
    }
    return (long) count;
  }

  /** {@code 3}, not {@code 3.0}: as an operator writes it into the map. */
  private static String plain(double value) {
    return value == Math.rint(value) && Math.abs(value) < 1e15
        ? Long.toString((long) value)
        : Double.toString(value);
  }

  /** For a message: without control characters, and not a page of it. */
  public static String shortened(String text) {
    String line = text.replaceAll("\\p{Cntrl}", " ");
    return line.length() <= 40 ? line : line.substring(0, 40) + "…";
  }
}
