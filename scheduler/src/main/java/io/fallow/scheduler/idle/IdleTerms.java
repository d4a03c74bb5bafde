package io.fallow.scheduler.idle;

import io.fallow.scheduler.calendar.Turnaround;
import io.fallow.scheduler.policy.Policy;
import io.fallow.scheduler.sharing.Relation;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Optional;

/**
 * On what terms a viewer is offered an asset's idle time; durations in minutes.
 *
 * @param withheld whether nothing is offered
 * @param before kept clear before each use by the viewer
 * @param after kept clear after it
 * @param notice how long before its start a booking is made at the latest
 * @param horizon how far ahead a booking may end
 * @param until the minute since 1970 at which a booking ends at the latest, as the asset isn't
 *     shared any longer; {@link #EVER} if nobody has said so
 * @param shortest of a booking
 * @param longest of a booking
 * @param grid on which bookings start and end
 * @param leastChance with which a quarter-hour is offered, in steps of {@link Chances}
 * @param chanceStep to whose multiples chances are told, in such steps
 * @param offer what is told of the terms
 */
record IdleTerms(
    boolean withheld,
    int before,
    int after,
    int notice,
    int horizon,
    int until,
    int shortest,
    int longest,
    MinuteGrid grid,
    int leastChance,
    int chanceStep,
    Offer offer) {

  /** Where the asset is shared until further notice. */
  static final int EVER = Integer.MAX_VALUE;

  /** No window is told of that ends later. */
  private static final Instant FAR = Instant.parse("3000-01-01T00:00:00Z");

  private static final int MINUTE_S = 60;

  /** What holds where nobody has decided anything else. */
  static final IdleTerms PLATFORM =
      of(Policy.PLATFORM, ZoneOffset.UTC, Relation.SHARED, Optional.empty());

  /** Checks the ranges. */
  IdleTerms {
    boolean negative = before < 0 || after < 0 || notice < 0 || horizon < 0;
    if (negative || longest < 1 || leastChance < Chances.LEAST || chanceStep < 1) {
      throw new IllegalArgumentException("terms that nobody can state");
    }
  }

  /**
   * The terms of a policy.
   *
   * @param zone of the asset's facility
   * @param relation of the asset to its viewer: from itself an organisation keeps nothing
   * @param sharedUntil when the asset isn't shared with the viewer any longer
   */
  static IdleTerms of(
      Policy policy, ZoneId zone, Relation relation, Optional<Instant> sharedUntil) {
    boolean shared = relation == Relation.SHARED;
    return new IdleTerms(
        shared && policy.withheld(),
        Minutes.ceil(policy.turnaround().before()),
        Minutes.ceil(policy.turnaround().after()),
        Minutes.ceil(policy.notice()),
        Math.toIntExact(policy.horizon().toMinutes()),
        sharedUntil.filter(FAR::isAfter).map(Minutes::floor).orElse(EVER),
        Minutes.ceil(policy.shortest()),
        Math.toIntExact(policy.longest().toMinutes()),
        MinuteGrid.of(gridMinutes(policy.granularity()), zone),
        Chances.steps(policy.leastProbability()),
        shared ? Math.max(1, Chances.steps(policy.probabilityStep())) : 1,
        new Offer(policy.price(), policy.approval()));
  }

  /** The fewest minutes that are a whole number of steps. */
  private static int gridMinutes(Duration step) {
    int seconds = Math.toIntExact(step.toSeconds());
    int minutes = 1;
    while (minutes * MINUTE_S % seconds != 0) {
      minutes++;
    }
    return minutes;
  }

  /** Kept clear around each use by the viewer. */
  Turnaround turnaround() {
    return new Turnaround(Duration.ofMinutes(before), Duration.ofMinutes(after));
  }

  /** Whether a chance, in steps, is enough for what the owner offers and the viewer asks for. */
  boolean offers(int chance, int asked) {
    return chance >= leastChance && told(chance) >= asked;
  }

  /**
   * A chance as it is told: cut down to a multiple of the owner's step, but never below what is
   * offered at all. One that isn't offered is told as it is, if at all.
   */
  int told(int chance) {
    return chance < leastChance || chanceStep == 1
        ? chance
        : Math.max(leastChance, chance - Math.floorMod(chance, chanceStep));
  }
}
