package io.fallow.scheduler.api.idle;

import io.fallow.scheduler.api.operation.Rounded;
import io.fallow.scheduler.idle.Explanation;
import io.fallow.scheduler.idle.IdleWindow;
import io.fallow.scheduler.idle.SearchResult;
import io.fallow.scheduler.idle.Stretch;
import java.time.ZoneId;
import java.util.Locale;
import java.util.stream.Collectors;

/** Idle windows and explanations as tables for people. */
final class WindowText {

  private static final String WINDOW = "%-22s %-21s %-21s %-20s  %-20s  %5s  %5s  %s\n";
  private static final String STRETCH = "%-20s  %-20s  %-14s %s\n";

  private WindowText() {}

  static String of(SearchResult result) {
    return String.format(
            WINDOW, "asset", "start", "end", "its clock", "", "idle", "weeks", "distance")
        + result.windows().stream().map(WindowText::line).collect(Collectors.joining())
        + counted(result);
  }

  private static String counted(SearchResult result) {
    int shown = result.windows().size();
    String count = "\n" + shown + (shown == 1 ? " window" : " windows");
    return result
        .next()
        .map(cursor -> count + ", and there are more: cursor=" + cursor.text() + "\n")
        .orElse(count + ".\n");
  }

  private static String line(IdleWindow window) {
    ZoneId zone = window.asset().facility().zone();
    return String.format(
        Locale.ROOT,
        WINDOW,
        window.asset().publicId(),
        window.start(),
        window.end(),
        WindowJson.local(window.start(), zone),
        WindowJson.local(window.end(), zone),
        Math.round(window.probability() * 100) + " %",
        Rounded.to(window.weeksObserved(), 1),
        window.distanceKm().isPresent()
            ? Math.round(window.distanceKm().getAsDouble()) + " km"
            : "-");
  }

  static String of(Explanation explanation) {
    ZoneId zone = explanation.asset().asset().facility().zone();
    return String.format(STRETCH, "from", "to (" + zone + ")", "verdict", "why")
        + explanation.stretches().stream()
            .map(stretch -> line(stretch, zone))
            .collect(Collectors.joining());
  }

  private static String line(Stretch stretch, ZoneId zone) {
    return String.format(
        STRETCH,
        WindowJson.local(stretch.start(), zone),
        WindowJson.local(stretch.end(), zone),
        stretch.verdict().code(),
        stretch.words());
  }
}
