package io.fallow.scheduler.idle;

import io.fallow.scheduler.sharing.Relation;
import io.fallow.telemetry.forecast.Expectation;
import io.fallow.telemetry.forecast.IdleForecast;
import java.time.Instant;
import java.util.OptionalDouble;

/**
 * Neighbouring moments with one reason.
 *
 * @param chance the lowest of them, in steps; {@link Chances#NONE} where any is not known
 * @param weeks the least evidence
 */
record Run(Instant start, Instant end, Reason reason, int chance, double weeks) {

  static Run of(Expectation quarter, Reason reason) {
    int chance = Chances.steps(quarter.probability());
    return new Run(quarter.start(), quarter.end(), reason, chance, quarter.weeksObserved());
  }

  /** A part of a run, or another reason for it. */
  static Run of(Instant start, Instant end, Reason reason, IdleForecast forecast) {
    return forecast.between(start, end).stream()
        .map(quarter -> of(quarter, reason))
        .reduce(Run::joined)
        .orElseThrow();
  }

  Run joined(Run next) {
    return new Run(
        start, next.end, reason, Math.min(chance, next.chance), Math.min(weeks, next.weeks));
  }

  /** How often its owner uses an asset is the owner's to know, but for what is offered. */
  Stretch told(AssetTime time) {
    boolean open = time.relation() == Relation.OWN || reason.verdict() == Verdict.OFFERED;
    OptionalDouble probability =
        open && chance != Chances.NONE
            ? OptionalDouble.of(Chances.probability(time.terms().told(chance)))
            : OptionalDouble.empty();
    OptionalDouble evidence = open ? OptionalDouble.of(weeks) : OptionalDouble.empty();
    return new Stretch(
        start,
        end,
        reason.verdict(),
        probability,
        evidence,
        reason.words(probability, evidence, time.terms()),
        reason.reservation());
  }
}
