package io.fallow.sim.forecast;

import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The scores of a trial, for people. */
final class Report {

  private Report() {}

  /** What was judged. */
  static String head(List<History> histories) {
    long scored =
        histories.stream().mapToLong(each -> each.seen().count() - each.firstScored()).sum();
    long trained = histories.stream().mapToLong(History::firstScored).sum();
    return String.format(
        Locale.ROOT,
        "%d %s, scored on %,d quarter-hours (each from %s on), after %,d to begin with%n",
        histories.size(),
        histories.size() == 1 ? "machine" : "machines",
        scored,
        histories.get(0).scoredFrom(),
        trained);
  }

  /** The scores at one lead, and how reliable the product's chances were. */
  static String of(int daysAhead, Map<String, Score> scores, List<String> beaten) {
    StringBuilder text = new StringBuilder();
    text.append(
        String.format(Locale.ROOT, "%n%d %s ahead%n", daysAhead, daysAhead == 1 ? "day" : "days"));
    text.append(
        String.format(
            Locale.ROOT,
            "  %-22s %8s %14s %14s %14s%n",
            "",
            "Brier",
            "p >= 0.9",
            "of idle time",
            "idle there"));
    scores.forEach((name, score) -> text.append(line(name, score)));
    text.append(reliability(scores.get(Forecaster.OURS)));
    if (!beaten.isEmpty()) {
      text.append(String.format(Locale.ROOT, "  a baseline was better on %d:%n", beaten.size()));
      beaten.forEach(one -> text.append(String.format(Locale.ROOT, "    %s%n", one)));
    }
    return text.toString();
  }

  private static String line(String name, Score score) {
    return String.format(
        Locale.ROOT,
        "  %-22s %8.4f %12.1f %% %12.1f %% %14s%n",
        name,
        score.brier(),
        100 * score.offered(),
        100 * score.offeredOfIdle(),
        score.offered() == 0
            ? "-"
            : String.format(Locale.ROOT, "%.1f %%", 100 * score.idleOfOffered()));
  }

  private static String reliability(Score score) {
    StringBuilder text = new StringBuilder();
    text.append(
        String.format(Locale.ROOT, "  Fallow said     of the time   mean said   idle came%n"));
    for (int bin = 0; bin < Score.BINS; bin++) {
      if (score.inBin(bin) > 0) {
        text.append(
            String.format(
                Locale.ROOT,
                "  %.1f to %.1f      %9.1f %%   %9.3f   %9.3f%n",
                bin / 10.0,
                (bin + 1) / 10.0,
                100.0 * score.inBin(bin) / score.count(),
                score.saidInBin(bin),
                score.idleInBin(bin)));
      }
    }
    return text.toString();
  }
}
