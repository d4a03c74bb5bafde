package io.fallow.scheduler.attendance;

import io.fallow.scheduler.attendance.OwnersPlan.Answer;
import io.fallow.scheduler.attendance.Timeline.Stretch;
import io.fallow.scheduler.booking.Reservation;
import io.fallow.scheduler.booking.Status;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * Use that began a little before a reservation: its booker's, unless the owner's plan explains it.
 * The plan is asked for outside of the transaction that judges, as it needs a connection of its
 * own; so a judgement that would need one which isn't known waits, and the instant is noted.
 */
final class EarlyUse {

  private final Map<Instant, Answer> known = new HashMap<>();
  private final Set<Instant> wanted = new TreeSet<>();

  /** The instants of which one has to know the plan. */
  Set<Instant> wanted() {
    Set<Instant> all = new TreeSet<>(wanted);
    all.removeAll(known.keySet());
    return all;
  }

  void know(Instant instant, Answer plan) {
    known.put(instant, plan);
  }

  /** The visit with what counts as its booker's use; empty as long as that isn't known. */
  Optional<Visit> judged(Reservation reservation, Visit visit, Timeline seen) {
    boolean settled =
        reservation.status() == Status.IN_USE
            || reservation.isOnAssetOf(reservation.booker().organisationId());
    Optional<Instant> early =
        seen.at(visit.start())
            .filter(Stretch::isUse)
            .map(Stretch::start)
            .filter(began -> !settled && visit.isEarly(began));
    if (early.isEmpty()) {
      return Optional.of(visit);
    }
    wanted.add(early.get());
    return Optional.ofNullable(known.get(early.get()))
        .map(plan -> plan == Answer.PLANNED ? visit.withoutEarlyUse() : visit);
  }
}
