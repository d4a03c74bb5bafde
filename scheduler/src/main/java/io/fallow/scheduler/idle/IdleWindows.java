package io.fallow.scheduler.idle;

import io.fallow.scheduler.calendar.TimeRange;
import io.fallow.scheduler.sharing.Limits;
import io.fallow.scheduler.sharing.Relation;
import io.fallow.telemetry.forecast.Expectation;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
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
   * @param leastProbability the chance, 0 to 1, from which on a quarter-hour is offered
   */
  static List<Stretch> stretches(AssetTime time, double leastProbability) {
    IdleWindows windows = new IdleWindows(time, leastProbability);
    windows.judge();
    return windows.runs.stream().map(run -> run.told(time.relation())).toList();
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
      judge(quarter, claimed.orElseGet(() -> expected(quarter)));
    }
  }

  private void judge(Expectation quarter, Verdict verdict) {
    Reason reason = Reason.of(verdict, quarter.start(), time);
    Run piece =
        new Run(
            quarter.start(), quarter.end(), reason, quarter.probability(), quarter.weeksObserved());
    int last = runs.size() - 1;
    if (last >= 0 && runs.get(last).takes(piece)) {
      runs.set(last, runs.get(last).joined(piece));
    } else {
      runs.add(piece);
    }
  }

  private Verdict expected(Expectation quarter) {
    if (quarter.probability().isEmpty()) {
      return Verdict.UNKNOWN;
    }
    return quarter.probability().getAsDouble() >= leastProbability
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
