package io.fallow.sim.forecast;

import io.fallow.telemetry.forecast.QuarterHours;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Runs forecasters through histories as they would have been in use: each quarter-hour they learn
 * what happened, and foretell the one that lies a number of days ahead. They know of the time up to
 * and including the same quarter-hour so many days before, and nothing later.
 */
final class Trial {

  private static final int QUARTERS_OF_DAY = 96;

  private Trial() {}

  /** The scores of all forecasters over all histories, by name. */
  static Map<String, Score> run(List<History> histories, int daysAhead) {
    Map<String, Score> scores = new LinkedHashMap<>();
    for (Forecaster.Kind kind : Forecaster.all()) {
      Score score = new Score();
      histories.forEach(history -> run(kind, history, daysAhead, score));
      scores.put(kind.name(), score);
    }
    return scores;
  }

  /** The histories in which a baseline had a lower Brier score than the product. */
  static List<String> beaten(List<History> histories, int daysAhead) {
    List<String> found = new ArrayList<>();
    for (History history : histories) {
      Map<String, Score> scores = run(List.of(history), daysAhead);
      double own = scores.remove(Forecaster.OURS).brier();
      Map.Entry<String, Score> best =
          Collections.min(
              scores.entrySet(), Comparator.comparing(baseline -> baseline.getValue().brier()));
      if (best.getValue().brier() < own) {
        found.add(
            String.format(
                Locale.ROOT,
                "%s (%s %.4f, Fallow %.4f)",
                history.name(),
                best.getKey(),
                best.getValue().brier(),
                own));
      }
    }
    return found;
  }

  /** Adds what one forecaster says of one history to a score. */
  static void run(Forecaster.Kind kind, History history, int daysAhead, Score score) {
    Forecaster forecaster = kind.start().apply(history);
    QuarterHours seen = history.seen();
    for (int i = 0; i < seen.count(); i++) {
      forecaster.learn(i, seen.isObserved(i), seen.isIdle(i));
      int target = i + daysAhead * QUARTERS_OF_DAY;
      if (target >= history.firstScored() && target < seen.count() && seen.isObserved(target)) {
        score.add(forecaster.chance(target), seen.isIdle(target));
      }
    }
  }
}
