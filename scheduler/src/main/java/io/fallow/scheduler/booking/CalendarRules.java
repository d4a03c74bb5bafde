package io.fallow.scheduler.booking;

import io.fallow.scheduler.booking.BookingCase.Known;
import io.fallow.scheduler.calendar.Lockout;
import io.fallow.scheduler.calendar.TimeRange;
import io.fallow.scheduler.calendar.TimeRanges;
import io.fallow.telemetry.forecast.Expectation;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/** The rules about the asset's time: when it is shared, locked out, and expected idle. */
final class CalendarRules {

  private CalendarRules() {}

  static Optional<Violation> withinOpening(BookingCase booking) {
    return forOthers(booking)
        .filter(known -> !known.calendar().hours().contains(known.part()))
        .map(
            known ->
                Violation.soft(
                    "outside-opening",
                    "the owner does not share part of this time, first "
                        + first(known.calendar().hours().complementWithin(known.part()))));
  }

  static Optional<Violation> notOnHoliday(BookingCase booking) {
    return forOthers(booking)
        .filter(known -> known.calendar().closedDays().overlaps(known.part()))
        .map(
            known ->
                Violation.soft(
                    "holiday",
                    "the facility does not share on a day of this time, first "
                        + first(known.calendar().closedDays())));
  }

  /** The owner may book over its own plans, and over nothing that is about safety. */
  static Optional<Violation> notLockedOut(BookingCase booking) {
    return booking
        .bookable()
        .filter(known -> known.calendar().lockedOut().overlaps(known.part()))
        .map(
            known ->
                new Violation(
                    "locked-out",
                    "nobody may use the asset in part of this time, first "
                        + first(known.calendar().lockedOut()),
                    lockouts(known).stream().allMatch(each -> each.kind().isOverridable())));
  }

  private static List<Lockout> lockouts(Known known) {
    return known.calendar().lockouts().stream()
        .filter(each -> each.during().overlaps(known.part()))
        .toList();
  }

  /** A calibration is valid through the end of a booking by the hours in use as well. */
  static Optional<Violation> withinCalibration(BookingCase booking) {
    Duration before = booking.replaced().map(old -> old.during().length()).orElse(Duration.ZERO);
    return booking
        .bookable()
        .filter(known -> !known.calendar().allowsRunTime(booking.during().length().minus(before)))
        .map(
            known ->
                Violation.firm(
                    "calibration-run-time",
                    "the asset must be calibrated before so much more use: at most "
                        + known.calendar().runTimeLeft().orElseThrow().toMinutes()
                        + " minutes"));
  }

  static Optional<Violation> enoughKnown(BookingCase booking) {
    return forOthers(booking)
        .flatMap(known -> first(known, hour -> hour.probability().isEmpty()))
        .map(
            hour ->
                Violation.soft(
                    "idle-unknown",
                    "too little is known of the asset's use at such hours, the first at "
                        + hour.start()));
  }

  static Optional<Violation> expectedIdle(BookingCase booking) {
    double least = booking.policy().leastProbability();
    return forOthers(booking)
        .flatMap(known -> first(known, hour -> hour.probability().orElse(1) < least))
        .map(
            hour ->
                Violation.soft(
                    "not-expected-idle",
                    "the owner probably uses the asset in part of this time, first at "
                        + hour.start()));
  }

  /** What the asset does now says more of this quarter-hour than any forecast. */
  static Optional<Violation> idleNow(BookingCase booking) {
    return forOthers(booking)
        .flatMap(Known::present)
        .flatMap(
            activity ->
                switch (activity) {
                  case STANDBY, OFF -> Optional.empty();
                  case UNKNOWN ->
                      soft("unknown-now", "nobody knows what the asset does at this moment");
                  case IN_USE, FAULT -> soft("in-use-now", "the asset is not idle at this moment");
                });
  }

  private static Optional<Violation> soft(String code, String message) {
    return Optional.of(Violation.soft(code, message));
  }

  /** The first range in words, to the second: what it is cut to may be finer. */
  private static String first(TimeRanges ranges) {
    TimeRange first = ranges.ranges().get(0);
    return "from %s to %s"
        .formatted(
            first.start().truncatedTo(ChronoUnit.SECONDS),
            first.end().truncatedTo(ChronoUnit.SECONDS));
  }

  private static Optional<Known> forOthers(BookingCase booking) {
    return booking.asset().isOwn() ? Optional.empty() : booking.bookable();
  }

  private static Optional<Expectation> first(Known known, Predicate<Expectation> predicate) {
    TimeRange part = known.part();
    return known.forecast().between(part.start(), part.end()).stream()
        .filter(predicate)
        .findFirst();
  }
}
