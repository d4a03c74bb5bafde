package io.fallow.scheduler.idle;

import io.fallow.gateway.wire.Activity;
import io.fallow.scheduler.calendar.AssetCalendar;
import io.fallow.scheduler.sharing.Relation;
import io.fallow.telemetry.forecast.IdleForecast;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * All that decides about an asset's time, for one viewer.
 *
 * @param calendar what its owner decided, cut to the range that is asked about
 * @param taken its live reservations in and around that range
 * @param forecast what to expect of it
 * @param viewer id of the organisation that asks
 * @param terms on which the viewer may have it
 * @param moment from which the question is asked
 */
record AssetTime(
    AssetCalendar calendar,
    List<Taken> taken,
    IdleForecast forecast,
    Relation relation,
    int viewer,
    IdleTerms terms,
    Moment moment) {

  /**
   * The moment from which a question is asked.
   *
   * @param present nothing before it is offered
   * @param now when the asset does what it does: {@code present}, or later on a later page of the
   *     same answer
   * @param doing what the asset does now; empty when looking back
   */
  record Moment(Instant present, Instant now, Optional<Activity> doing) {

    /** A look back, which doesn't ask what the asset did at that moment. */
    static Moment past(Instant present) {
      return new Moment(present, present, Optional.empty());
    }

    /** Whether the asset does something that keeps others from it, or nobody knows. */
    boolean keepsOthersAway() {
      return doing.map(does -> does != Activity.STANDBY && does != Activity.OFF).orElse(false);
    }
  }
}
