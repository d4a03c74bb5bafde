package io.fallow.scheduler.booking;

import io.fallow.scheduler.booking.BookingCase.Known;
import io.fallow.scheduler.booking.BookingOutcome.Overlaps;
import io.fallow.scheduler.booking.BookingOutcome.Refused;
import io.fallow.scheduler.calendar.Calendars;
import io.fallow.scheduler.calendar.TimeRange;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * What stands in the way of a booking, at one moment.
 *
 * @param rules those that it would break
 * @param inTheWay what blocks any of its time
 */
record Look(Candidate wanted, Verdicts rules, InTheWay inTheWay, Instant now) {

  private static final InTheWay NOTHING = new InTheWay(List.of(), false);

  static Look at(Connection connection, Calendars calendars, Candidate wanted, Instant now)
      throws SQLException {
    Optional<TimeRange> part = wanted.reachable(now);
    Optional<Known> known = Optional.empty();
    InTheWay found = NOTHING;
    if (part.isPresent()) {
      TimeRange blocked = wanted.policy().turnaround().blockedBy(part.get());
      found = new ReservationRows(connection).inTheWay(wanted.assetId(), blocked, now);
      known =
          Optional.of(
              new Known(
                  part.get(),
                  calendars.of(connection, wanted.asset().asset(), part.get()),
                  wanted.forecast(),
                  Present.of(connection, wanted.assetId(), part.get(), now)));
    }
    return new Look(
        wanted,
        verdicts(wanted, known, wanted.standing(new Standings(connection, now)), now),
        found,
        now);
  }

  /**
   * What stands in the way of a booking as far as it is known, where nothing is asked of the
   * booker.
   */
  static Look of(Candidate wanted, Known known, Instant now) {
    Verdicts verdicts = verdicts(wanted, Optional.of(known), Standing.UNASKED, now);
    return new Look(wanted, verdicts, NOTHING, now);
  }

  private static Verdicts verdicts(
      Candidate wanted, Optional<Known> known, Standing standing, Instant now) {
    List<Violation> broken =
        new ArrayList<>(BookingRules.violated(wanted.toCase(known, standing, now)));
    if (wanted.asks() && wanted.requestUntil(now).isEmpty()) {
      broken.add(Beginning.noTimeToApprove());
    }
    return Verdicts.of(broken, wanted.request().overrideReason(), wanted.isOwners());
  }

  /** Empty if nothing stands in the way. */
  Optional<BookingOutcome> refusal() {
    if (!rules.allow()) {
      return Optional.of(new Refused(violations()));
    }
    return inTheWay.isTaken(now)
        ? Optional.of(new Overlaps(inTheWay.live(now).stream().filter(wanted::mayKnow).toList()))
        : Optional.empty();
  }

  /** Holds and requests that would stand in the way, had they not run out. */
  List<Reservation> lapsed() {
    return inTheWay.lapsed(now);
  }

  private List<Violation> violations() {
    List<Violation> all = new ArrayList<>(rules.standing());
    if (inTheWay.isTaken(now)) {
      all.add(Violation.firm("overlaps", "somebody has the asset in part of this time"));
    }
    return List.copyOf(all);
  }

  /** What to insert if nothing stands in the way. */
  NewReservation reservation(Optional<UUID> group) {
    Claim claim = wanted.claim(now);
    return new NewReservation(
        wanted.asset(),
        wanted.booker(),
        rules.overridden().map(claim::overridden).orElse(claim),
        wanted.request().purpose(),
        group);
  }
}
