package io.fallow.gateway.source;

import io.fallow.gateway.settings.Settings;
import io.fallow.gateway.wire.Activity;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** Reads the settings that all kinds of sources write alike. */
public final class TargetSettings {

  private TargetSettings() {}

  /** {@code asset}, {@code quantity}, {@code scale} and {@code activities}. */
  public static Target target(Settings settings) {
    return target(settings, settings.text("asset", ""));
  }

  /** The same of an asset that is named elsewhere. */
  public static Target target(Settings settings, String asset) {
    return new Target(
        asset,
        Quantity.valueOf(settings.text("quantity").toUpperCase(Locale.ROOT)),
        settings.number("scale", 1),
        activities(settings));
  }

  /** What words and numbers mean, by their text. */
  public static Map<String, Activity> activities(Settings settings) {
    Map<String, Activity> activities = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    settings
        .words("activities")
        .forEach((word, activity) -> activities.put(word.strip(), Activity.valueOf(activity)));
    return activities;
  }
}
