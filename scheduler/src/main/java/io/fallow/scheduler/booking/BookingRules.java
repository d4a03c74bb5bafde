package io.fallow.scheduler.booking;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * The rules that a booking must keep, but for not overlapping another. An owner isn't bound by what
 * it decided for others, its shared hours, its quotas and the like, nor by the forecast of its own
 * use; but a lock-out binds everybody. Pure.
 */
final class BookingRules {

  /** The longest purpose, in characters. */
  static final int LONGEST_PURPOSE = 500;

  private static final List<Function<BookingCase, Optional<Violation>>> RULES =
      List.of(
          TermRules::notInThePast,
          TermRules::withNotice,
          TermRules::longEnough,
          TermRules::shortEnough,
          TermRules::onTheGrid,
          TermRules::withinHorizon,
          TermRules::withinAgreement,
          TermRules::notWithheld,
          TermRules::byWhomTheTermsLet,
          CalendarRules::withinOpening,
          CalendarRules::notOnHoliday,
          CalendarRules::notLockedOut,
          CalendarRules::withinCalibration,
          CalendarRules::enoughKnown,
          CalendarRules::expectedIdle,
          CalendarRules::idleNow,
          StandingRules::organisationQualified,
          StandingRules::personQualified,
          StandingRules::fewSimultaneous,
          StandingRules::fewPending,
          StandingRules::withinWeek,
          StandingRules::withinMonth,
          BookingRules::purposeReadable);

  /**
   * Those that a wish keeps or breaks by itself, whatever else is known; in an order in which the
   * later ones meet no time that is beyond all calendars.
   */
  private static final List<Function<BookingCase, Optional<Violation>>> OF_ITSELF =
      List.of(
          TermRules::notInThePast,
          TermRules::withinHorizon,
          TermRules::withNotice,
          TermRules::longEnough,
          TermRules::shortEnough,
          TermRules::fitsTheGrid,
          TermRules::withinAgreement,
          TermRules::notWithheld,
          TermRules::byWhomTheTermsLet,
          BookingRules::purposeReadable);

  private BookingRules() {}

  /** Whether it breaks none of the rules for which nothing need be looked up. */
  static boolean keptByItself(BookingCase booking) {
    return OF_ITSELF.stream().allMatch(rule -> rule.apply(booking).isEmpty());
  }

  /** All rules that the booking would break, in a fixed order. */
  static List<Violation> violated(BookingCase booking) {
    return RULES.stream().flatMap(rule -> rule.apply(booking).stream()).toList();
  }

  private static Optional<Violation> purposeReadable(BookingCase booking) {
    String purpose = booking.purpose();
    boolean readable =
        purpose.length() <= LONGEST_PURPOSE && purpose.chars().noneMatch(Character::isISOControl);
    return readable
        ? Optional.empty()
        : Optional.of(
            Violation.firm(
                "purpose-unreadable",
                "a purpose is one line of at most " + LONGEST_PURPOSE + " characters"));
  }
}
