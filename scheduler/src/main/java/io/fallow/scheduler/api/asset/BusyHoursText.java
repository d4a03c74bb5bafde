package io.fallow.scheduler.api.asset;

import io.fallow.scheduler.calendar.TimeRange;
import io.fallow.telemetry.registry.Asset;
import java.util.Locale;
import java.util.OptionalDouble;

/** Busy hours as a table for people: days across, hours down, percent in use. */
final class BusyHoursText {

  private static final String HEAD = "         Mon    Tue    Wed    Thu    Fri    Sat    Sun";

  private BusyHoursText() {}

  static String of(Asset asset, TimeRange range, BusyHours week) {
    StringBuilder text = new StringBuilder();
    text.append(
        "%s (%s): share of time in use by hour of the week, %s clock%n%s to %s%n%n"
            .formatted(
                asset.name(),
                asset.publicId(),
                asset.facility().zone(),
                range.start().atZone(asset.facility().zone()).toLocalDateTime(),
                range.end().atZone(asset.facility().zone()).toLocalDateTime()));
    text.append(HEAD).append('\n');
    for (int hour = 0; hour < 24; hour++) {
      text.append(String.format(Locale.ROOT, "%02d-%02d", hour, hour + 1));
      for (int day = 0; day < 7; day++) {
        text.append(percent(week.share(day * 24 + hour), 7));
      }
      text.append('\n');
    }
    return text.append(
            String.format(
                Locale.ROOT,
                "%nIn use %s of %.1f observed hours. A dash: never observed.%n",
                percent(week.share(), 0),
                week.observedH()))
        .toString();
  }

  private static String percent(OptionalDouble share, int width) {
    String text =
        share.isPresent() ? String.format(Locale.ROOT, "%.0f %%", share.getAsDouble() * 100) : "-";
    return " ".repeat(Math.max(0, width - text.length())) + text;
  }
}
