package io.fallow.scheduler.idle;

import io.fallow.scheduler.calendar.TimeRange;
import io.fallow.telemetry.forecast.Expectation;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;

/**
 * Judges every moment of an asset's time. What is offered is open, not locked out, neither booked
 * nor so close to a reservation that the asset could not be turned around, and lies in
 * quarter-hours that are all expected idle with the chance asked for. An offered stretch is as long
 * as can be, up to the longest booking, so that it can be booked as a whole.
 *
 * <p>Pure. The search offers just those stretches that the explanation calls offered.
 */
final class IdleWindows {

  private final AssetTime time;
  private final int leastChance;
  private final Layers layers;
  private final List<Run> runs = new ArrayList<>();

  private IdleWindows(AssetTime time, int leastChance) {
    this.time = time;
    this.leastChance = leastChance;
    this.layers = Layers.of(time);
  }

  /**
   * The verdicts on the whole range of the calendar, ascending and without a gap.
   *
   * @param leastChance in steps, from which on a quarter-hour is offered; compared with what is
   *     told
   */
  static List<Stretch> stretches(AssetTime time, int leastChance) {
    IdleWindows windows = new IdleWindows(time, leastChance);
    windows.judge();
    return windows.runs.stream()
        .flatMap(run -> new Offers(time, run).cut().stream())
        .map(run -> run.told(time))
        .toList();
  }

  private void judge() {
    TimeRange within = time.calendar().within();
    TreeSet<Instant> changes = new TreeSet<>(List.of(within.start(), within.end()));
    layers.addChanges(changes, within);
    Instant start = within.start();
    for (Instant change : changes.tailSet(start, false)) {
      judge(start, change);
      start = change;
    }
  }

  /** Judges a stretch in which the layers say the same throughout. */
  private void judge(Instant from, Instant to) {
    Optional<Verdict> claimed = layers.at(from);
    for (Expectation quarter : time.forecast().between(from, to)) {
      add(quarter, claimed.orElseGet(() -> expected(quarter)));
    }
  }

  private void add(Expectation quarter, Verdict verdict) {
    Run piece = Run.of(quarter, Reason.of(verdict, quarter.start(), time));
    int last = runs.size() - 1;
    if (last >= 0 && runs.get(last).reason().equals(piece.reason())) {
      runs.set(last, runs.get(last).joined(piece));
    } else {
      runs.add(piece);
    }
  }

  private Verdict expected(Expectation quarter) {
    int chance = Chances.steps(quarter.probability());
    if (chance == Chances.NONE) {
      return Verdict.UNKNOWN;
    }
    return time.terms().offers(chance, leastChance) ? Verdict.OFFERED : Verdict.EXPECTED_BUSY;
  }
}
