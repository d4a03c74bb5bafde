package io.fallow.scheduler.idle;

import io.fallow.scheduler.calendar.TimeRange;
import io.fallow.scheduler.sharing.Limits;
import io.fallow.scheduler.sharing.Relation;
import io.fallow.telemetry.forecast.Expectation;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import java.util.TreeSet;

/**
 * Judges every moment of an asset's time. What is offered is open, not locked out, neither booked
 * nor so close to a reservation that the asset could not be turned around, and lies in clock hours
 * that are all expected idle with the chance asked for. An offered stretch is as long as can be, up
 * to the longest booking, so that it can be booked as a whole.
 *
 * <p>Pure. The search offers just those stretches that the explanation calls offered.
 */
final class IdleWindows {

  private final AssetTime time;
  private final double leastProbability;
  private final Layers layers;
  private final List<Run> runs = new ArrayList<>();

  private IdleWindows(AssetTime time, double leastProbability) {
    this.time = time;
    this.leastProbability = leastProbability;
    this.layers = Layers.of(time);
  }

  /**
   * The verdicts on the whole range of the calendar, ascending and without a gap.
   *
   * @param leastProbability the chance, 0 to 1, from which on an hour is offered
   */
  static List<Stretch> stretches(AssetTime time, double leastProbability) {
    IdleWindows windows = new IdleWindows(time, leastProbability);
    windows.judge();
    return windows.runs.stream().map(run -> run.told(time.relation())).toList();
  }

  private void judge() {
    TimeRange within = time.calendar().within();
    TreeSet<Instant> changes = new TreeSet<>();
    layers.addChanges(changes, within);
    for (Expectation hour : time.forecast().between(within.start(), within.end())) {
      Instant start = hour.start();
      for (Instant change : changes.subSet(hour.start(), false, hour.end(), false)) {
        judge(start, change, hour);
        start = change;
      }
      judge(start, hour.end(), hour);
    }
  }

  private void judge(Instant start, Instant end, Expectation hour) {
    Verdict verdict = layers.at(start).orElseGet(() -> expected(hour));
    Reason reason = Reason.of(verdict, start, time);
    Run piece = new Run(start, end, reason, hour.probability(), hour.weeksObserved());
    int last = runs.size() - 1;
    if (last >= 0 && runs.get(last).takes(piece)) {
      runs.set(last, runs.get(last).joined(piece));
    } else {
      runs.add(piece);
    }
  }

  private Verdict expected(Expectation hour) {
    if (hour.probability().isEmpty()) {
      return Verdict.UNKNOWN;
    }
    return hour.probability().getAsDouble() >= leastProbability
        ? Verdict.OFFERED
        : Verdict.EXPECTED_BUSY;
  }

  /** Neighbouring moments with one reason. */
  private record Run(
      Instant start, Instant end, Reason reason, OptionalDouble probability, double weeks) {

    boolean takes(Run next) {
      return reason.equals(next.reason)
          && (reason.verdict() != Verdict.OFFERED
              || Duration.between(start, next.end).compareTo(Limits.LONGEST) <= 0);
    }

    Run joined(Run next) {
      OptionalDouble lower =
          probability.isEmpty() || next.probability.isEmpty()
              ? OptionalDouble.empty()
              : OptionalDouble.of(
                  Math.min(probability.getAsDouble(), next.probability.getAsDouble()));
      return new Run(start, next.end, reason, lower, Math.min(weeks, next.weeks));
    }

    /** How often its owner uses an asset is the owner's to know, but for what is offered. */
    Stretch told(Relation viewer) {
      boolean open = viewer == Relation.OWN || reason.verdict() == Verdict.OFFERED;
      OptionalDouble chance = open ? probability : OptionalDouble.empty();
      OptionalDouble evidence = open ? OptionalDouble.of(weeks) : OptionalDouble.empty();
      String words = reason.words(chance, evidence);
      return new Stretch(
          start, end, reason.verdict(), chance, evidence, words, reason.reservation());
    }
  }
}
