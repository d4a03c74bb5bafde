package io.fallow.scheduler.attendance;

import io.fallow.scheduler.booking.Reservation;
import io.fallow.scheduler.booking.Status;
import io.fallow.scheduler.policy.Policy;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** Puts a reservation among the others of its asset. Pure. */
final class Visits {

  /** Who comes so much too early is still taken for the booker. */
  static final Duration EARLY = Duration.ofMinutes(15);

  private static final Set<Status> USED = Set.of(Status.CONFIRMED, Status.IN_USE, Status.COMPLETED);

  private Visits() {}

  /**
   * The visit that a reservation is.
   *
   * @param others that have or had time of the same asset; the reservation itself may be among them
   */
  static Visit of(Reservation reservation, Collection<Reservation> others, Policy policy) {
    Visit.Terms terms =
        new Visit.Terms(policy.grace(), policy.releaseAfterIdle(), policy.turnaround().after());
    Optional<Reservation> next = next(reservation, others);
    Uses uses = uses(reservation, others);
    return new Visit(
        reservation.claim(),
        uses.from(),
        uses.earlyFrom(),
        next.filter(sameBooker(reservation)).map(Reservation::start),
        next.map(each -> each.blocked().start()),
        terms);
  }

  /** The reservation that has the asset next. */
  static Optional<Reservation> next(Reservation reservation, Collection<Reservation> others) {
    return besides(reservation, others)
        .filter(each -> !each.start().isBefore(reservation.end()))
        .min(Comparator.comparing(Reservation::start));
  }

  /** From when on a use is the booker's, and from when on only if nothing else explains it. */
  private record Uses(Instant from, Instant earlyFrom) {}

  /**
   * Use that goes on since before another's reservation ended is that one's. The same booker's,
   * though, goes on into the next.
   */
  private static Uses uses(Reservation reservation, Collection<Reservation> others) {
    Instant early = reservation.start().minus(EARLY);
    Instant blocked = reservation.blocked().start();
    Instant from = blocked.isBefore(early) ? blocked : early;
    return besides(reservation, others)
        .filter(each -> USED.contains(each.status()))
        .filter(each -> !each.end().isAfter(reservation.start()))
        .max(Comparator.comparing(Reservation::end))
        .filter(before -> before.end().isAfter(from) || isOverrun(before))
        .map(before -> uses(reservation, before, from))
        .orElse(new Uses(from, from));
  }

  private static Uses uses(Reservation reservation, Reservation before, Instant from) {
    Instant after = before.end().isAfter(from) ? before.end() : from;
    return sameBooker(reservation).test(before)
        ? new Uses(before.start().minus(EARLY), after)
        : new Uses(after, after);
  }

  private static boolean isOverrun(Reservation before) {
    return before.claim().attendance().overrunSince().isPresent();
  }

  static Predicate<Reservation> sameBooker(Reservation reservation) {
    return other -> other.isOf(reservation.booker().organisationId());
  }

  private static Stream<Reservation> besides(
      Reservation reservation, Collection<Reservation> others) {
    return others.stream().filter(each -> !each.id().equals(reservation.id()));
  }
}
