package io.fallow.scheduler.booking;

import io.fallow.scheduler.policy.Durations;
import io.fallow.scheduler.policy.Grid;
import io.fallow.scheduler.policy.Policy;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** The rules that the owner's terms make about a booking's time itself. */
final class TermRules {

  private TermRules() {}

  static Optional<Violation> notInThePast(BookingCase booking) {
    return start(booking).isBefore(booking.now().minus(Policy.LATE_START))
        ? Optional.of(Violation.firm("in-the-past", "the booking starts in the past"))
        : Optional.empty();
  }

  /** Whoever saw a window may take some minutes until they book it from its start. */
  static Optional<Violation> withNotice(BookingCase booking) {
    Duration notice = booking.policy().notice();
    Instant earliest = booking.now().plus(notice).minus(Policy.LATE_START);
    return brokenIf(
        !booking.asset().isOwn() && !notice.isZero() && start(booking).isBefore(earliest),
        "too-late",
        "a booking is made at least " + Durations.words(notice) + " before its start");
  }

  static Optional<Violation> longEnough(BookingCase booking) {
    Policy policy = booking.policy();
    return brokenIf(
        booking.during().length().compareTo(policy.shortest()) < 0,
        "too-short",
        "the shortest booking is " + Durations.words(policy.shortest()));
  }

  static Optional<Violation> shortEnough(BookingCase booking) {
    Policy policy = booking.policy();
    return brokenIf(
        booking.during().length().compareTo(policy.longest()) > 0,
        "too-long",
        "the longest booking is " + Durations.words(policy.longest()));
  }

  /** What lies beyond all calendars lies on no grid that anybody could be told. */
  static Optional<Violation> onTheGrid(BookingCase booking) {
    return booking.bookable().flatMap(known -> fitsTheGrid(booking));
  }

  /** The same, of a time that is known to be within reach. */
  static Optional<Violation> fitsTheGrid(BookingCase booking) {
    Optional<Grid> grid = booking.policy().grid(booking.asset().asset().facility().zone());
    return grid.filter(each -> !booking.asset().isOwn() && !each.holds(booking.during()))
        .map(
            each ->
                Violation.soft(
                    "off-grid",
                    "a booking starts and ends on the facility's clock at multiples of "
                        + Durations.words(each.step())
                        + " since midnight"));
  }

  static Optional<Violation> withinHorizon(BookingCase booking) {
    Policy policy = booking.policy();
    return brokenIf(
        booking.during().end().isAfter(booking.now().plus(policy.horizon())),
        "beyond-horizon",
        "a booking ends at most " + Durations.words(policy.horizon()) + " ahead");
  }

  static Optional<Violation> withinAgreement(BookingCase booking) {
    Optional<Instant> until = booking.asset().sharedUntil();
    return brokenIf(
        until.isPresent() && booking.during().end().isAfter(until.get()),
        "beyond-agreement",
        "the asset is shared until " + until.map(Instant::toString).orElse("further notice"));
  }

  static Optional<Violation> notWithheld(BookingCase booking) {
    return brokenIf(
        !booking.asset().isOwn() && booking.policy().withheld(),
        "withheld",
        "the owner offers the asset to nobody at present");
  }

  /** Whom of an organisation the terms let book. */
  static Optional<Violation> byWhomTheTermsLet(BookingCase booking) {
    String person = booking.booker().person();
    return brokenIf(
        !booking.asset().isOwn()
            && !booking.policy().bookers().let(person, booking.standing().roles()),
        "person-not-named",
        "only people whom the terms name, or who have a role that they name, may book");
  }

  private static Instant start(BookingCase booking) {
    return booking.during().start();
  }

  private static Optional<Violation> brokenIf(boolean broken, String code, String message) {
    return broken ? Optional.of(Violation.soft(code, message)) : Optional.empty();
  }
}
