package io.fallow.scheduler.booking;

import io.fallow.scheduler.calendar.TimeRange;
import io.fallow.scheduler.membership.Role;
import io.fallow.scheduler.policy.Qualifications.Held;
import io.fallow.scheduler.policy.Scope;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;

/**
 * What a booker's organisation has of one owner's assets already, what it is qualified for, and
 * what the person is in it: as far as the owner's terms ask. Pure.
 *
 * @param pending whether the booking in question would be a hold or a request
 * @param counted reservations that count: those that are live, those that are being used and those
 *     that were used; not the one that is to be changed
 * @param roles that the person has in their organisation
 */
record Standing(boolean pending, List<Counted> counted, Held held, Set<Role> roles) {

  /** Of somebody of whom nothing is asked. */
  static final Standing UNASKED = new Standing(false, List.of(), Held.NOTHING, Set.of());

  /** Takes copies. */
  Standing {
    counted = List.copyOf(counted);
    roles = Set.copyOf(roles);
  }

  /**
   * One reservation.
   *
   * @param agreementId 0 for none
   * @param live whether it is live and has not ended
   * @param pending whether it is a hold or a request
   */
  record Counted(
      int assetId,
      String assetType,
      int agreementId,
      TimeRange during,
      boolean live,
      boolean pending) {

    private boolean isIn(Scope scope) {
      return scope.covers(assetId, assetType, agreementId);
    }
  }

  /** How many there are in a scope. */
  long count(Scope scope, Predicate<Counted> which) {
    return counted.stream().filter(each -> each.isIn(scope)).filter(which).count();
  }

  /** How much of a span of time they take up in a scope, added up. */
  Duration booked(Scope scope, TimeRange span) {
    return counted.stream()
        .filter(each -> each.isIn(scope))
        .flatMap(each -> each.during().intersect(span).stream())
        .map(TimeRange::length)
        .reduce(Duration.ZERO, Duration::plus);
  }
}
