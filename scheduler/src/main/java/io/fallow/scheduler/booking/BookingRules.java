package io.fallow.scheduler.booking;

import io.fallow.scheduler.calendar.TimeRange;
import io.fallow.scheduler.calendar.TimeRanges;
import io.fallow.scheduler.sharing.Limits;
import io.fallow.telemetry.forecast.Expectation;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * The rules that a booking must keep, but for not overlapping another. An owner isn't bound by what
 * it decided for others, its shared hours, nor by the forecast of its own use; but a lock-out binds
 * everybody.
 */
final class BookingRules {

  private static final Set<String> SOFT = Set.of("too-short", "too-long", "beyond-horizon");

  /** The longest purpose, in characters. */
  static final int LONGEST_PURPOSE = 500;

  private static final List<Function<BookingCase, Optional<Violation>>> RULES =
      List.of(
          BookingRules::notInThePast,
          BookingRules::longEnough,
          BookingRules::shortEnough,
          BookingRules::withinHorizon,
          BookingRules::withinOpening,
          BookingRules::notOnHoliday,
          BookingRules::notLockedOut,
          BookingRules::enoughKnown,
          BookingRules::expectedIdle,
          BookingRules::purposeReadable);

  private BookingRules() {}

  /** All rules that the booking would break, in a fixed order. */
  static List<Violation> violated(BookingCase booking) {
    return RULES.stream().flatMap(rule -> rule.apply(booking).stream()).toList();
  }

  private static Optional<Violation> notInThePast(BookingCase booking) {
    return violatedIf(
        booking.during().start().isBefore(booking.now().minus(Limits.LATE_START)),
        "in-the-past",
        "the booking starts in the past");
  }

  private static Optional<Violation> longEnough(BookingCase booking) {
    return violatedIf(
        booking.during().length().compareTo(Limits.SHORTEST) < 0,
        "too-short",
        "the shortest booking is " + Limits.SHORTEST.toMinutes() + " minutes");
  }

  private static Optional<Violation> shortEnough(BookingCase booking) {
    return violatedIf(
        booking.during().length().compareTo(Limits.LONGEST) > 0,
        "too-long",
        "the longest booking is " + Limits.LONGEST.toDays() + " days");
  }

  private static Optional<Violation> withinHorizon(BookingCase booking) {
    return violatedIf(
        booking.during().end().isAfter(booking.now().plus(Limits.HORIZON)),
        "beyond-horizon",
        "a booking ends at most " + Limits.HORIZON.toDays() + " days ahead");
  }

  private static Optional<Violation> withinOpening(BookingCase booking) {
    return forOthers(booking)
        .filter(known -> !known.calendar().hours().contains(known.part()))
        .map(
            known ->
                Violation.soft(
                    "outside-opening",
                    "the owner does not share part of this time, first "
                        + first(known.calendar().hours().complementWithin(known.part()))));
  }

  private static Optional<Violation> notOnHoliday(BookingCase booking) {
    return forOthers(booking)
        .filter(known -> known.calendar().closedDays().overlaps(known.part()))
        .map(
            known ->
                Violation.soft(
                    "holiday",
                    "the facility does not share on a day of this time, first "
                        + first(known.calendar().closedDays())));
  }

  private static Optional<Violation> notLockedOut(BookingCase booking) {
    return booking
        .bookable()
        .filter(known -> known.calendar().lockedOut().overlaps(known.part()))
        .map(
            known ->
                Violation.firm(
                    "locked-out",
                    "nobody may use the asset in part of this time, first "
                        + first(known.calendar().lockedOut())));
  }

  private static Optional<Violation> enoughKnown(BookingCase booking) {
    return forOthers(booking)
        .flatMap(known -> first(known, hour -> hour.probability().isEmpty()))
        .map(
            hour ->
                Violation.soft(
                    "idle-unknown",
                    "too little is known of the asset's use at such hours, the first at "
                        + hour.start()));
  }

  private static Optional<Violation> expectedIdle(BookingCase booking) {
    return forOthers(booking)
        .flatMap(known -> first(known, BookingRules::isBusy))
        .map(
            hour ->
                Violation.soft(
                    "not-expected-idle",
                    "the owner probably uses the asset in part of this time, first at "
                        + hour.start()));
  }

  private static boolean isBusy(Expectation hour) {
    return hour.probability().orElse(1) < Limits.LEAST_PROBABILITY;
  }

  private static Optional<Violation> purposeReadable(BookingCase booking) {
    String purpose = booking.purpose();
    return violatedIf(
        purpose.length() > LONGEST_PURPOSE || purpose.chars().anyMatch(Character::isISOControl),
        "purpose-unreadable",
        "a purpose is one line of at most " + LONGEST_PURPOSE + " characters");
  }

  /** The first range in words, to the second: what it is cut to may be finer. */
  private static String first(TimeRanges ranges) {
    TimeRange first = ranges.ranges().get(0);
    return "from %s to %s"
        .formatted(
            first.start().truncatedTo(ChronoUnit.SECONDS),
            first.end().truncatedTo(ChronoUnit.SECONDS));
  }

  private static Optional<BookingCase.Known> forOthers(BookingCase booking) {
    return booking.asset().isOwn() ? Optional.empty() : booking.bookable();
  }

  private static Optional<Expectation> first(
      BookingCase.Known known, Predicate<Expectation> predicate) {
    TimeRange part = known.part();
    return known.forecast().between(part.start(), part.end()).stream()
        .filter(predicate)
        .findFirst();
  }

  private static Optional<Violation> violatedIf(boolean broken, String code, String message) {
    return broken
        ? Optional.of(new Violation(code, message, SOFT.contains(code)))
        : Optional.empty();
  }
}
