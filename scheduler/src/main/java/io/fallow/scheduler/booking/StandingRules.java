package io.fallow.scheduler.booking;

import io.fallow.scheduler.calendar.TimeRange;
import io.fallow.scheduler.policy.CalendarSpan;
import io.fallow.scheduler.policy.Durations;
import io.fallow.scheduler.policy.Quotas.Quota;
import io.fallow.scheduler.policy.Scope;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** The rules about who books: what they are qualified for, and how much they have already. */
final class StandingRules {

  private StandingRules() {}

  static Optional<Violation> organisationQualified(BookingCase booking) {
    return missing(
            booking, booking.policy().qualifications(), booking.standing().held().organisation())
        .map(
            codes ->
                Violation.soft(
                    "organisation-not-qualified",
                    "the booking organisation needs, valid at the start: " + codes));
  }

  static Optional<Violation> personQualified(BookingCase booking) {
    return missing(
            booking, booking.policy().personQualifications(), booking.standing().held().person())
        .map(
            codes ->
                Violation.soft(
                    "person-not-qualified", "who books needs, valid at the start: " + codes));
  }

  private static Optional<String> missing(
      BookingCase booking, Set<String> needed, Set<String> held) {
    Set<String> missing = new TreeSet<>(needed);
    missing.removeAll(held);
    return booking.asset().isOwn() || missing.isEmpty()
        ? Optional.empty()
        : Optional.of(String.join(", ", missing));
  }

  static Optional<Violation> fewSimultaneous(BookingCase booking) {
    return ofOthers(booking, booking.policy().quotas().simultaneous())
        .filter(
            quota ->
                booking.replaced().isEmpty()
                    && booking.standing().count(quota.scope(), Standing.Counted::live)
                        >= quota.most())
        .map(
            quota ->
                Violation.soft(
                    "too-many-simultaneous",
                    "an organisation has at most "
                        + quota.most()
                        + " reservations at once "
                        + of(quota.scope())));
  }

  static Optional<Violation> fewPending(BookingCase booking) {
    return ofOthers(booking, booking.policy().quotas().pending())
        .filter(
            quota ->
                booking.standing().pending()
                    && booking.standing().count(quota.scope(), Standing.Counted::pending)
                        >= quota.most())
        .map(
            quota ->
                Violation.soft(
                    "too-many-pending",
                    "an organisation has at most "
                        + quota.most()
                        + " holds and requests at once "
                        + of(quota.scope())));
  }

  static Optional<Violation> withinWeek(BookingCase booking) {
    return within(booking, booking.policy().quotas().perWeek(), CalendarSpan.WEEK);
  }

  static Optional<Violation> withinMonth(BookingCase booking) {
    return within(booking, booking.policy().quotas().perMonth(), CalendarSpan.MONTH);
  }

  /** In every week or month that a booking touches, its part there counts. */
  private static Optional<Violation> within(
      BookingCase booking, Optional<Quota<Duration>> said, CalendarSpan kind) {
    ZoneId zone = booking.asset().asset().facility().zone();
    return ofOthers(booking, said)
        .flatMap(
            quota ->
                QuotaTime.of(booking.during(), booking.now()).stream()
                    .flatMap(part -> kind.touching(part, zone).stream())
                    .filter(span -> total(booking, quota.scope(), span).compareTo(quota.most()) > 0)
                    .findFirst()
                    .map(
                        span ->
                            over(
                                quota,
                                kind,
                                total(booking, quota.scope(), span),
                                day(span, zone))));
  }

  private static Duration total(BookingCase booking, Scope scope, TimeRange span) {
    Duration more = booking.during().intersect(span).map(TimeRange::length).orElse(Duration.ZERO);
    return booking.standing().booked(scope, span).plus(more);
  }

  private static LocalDate day(TimeRange span, ZoneId zone) {
    return LocalDate.ofInstant(span.start(), zone);
  }

  private static Violation over(
      Quota<Duration> quota, CalendarSpan kind, Duration total, LocalDate first) {
    return Violation.soft(
        kind.word() + "-quota",
        "an organisation books at most %s in a %s %s; in the one from %s on it would be %s"
            .formatted(
                Durations.hours(quota.most()),
                kind.word(),
                of(quota.scope()),
                first,
                Durations.hours(total)));
  }

  private static String of(Scope scope) {
    if (scope instanceof Scope.OfType type) {
      return "of the owner's assets of type " + type.type();
    }
    return scope instanceof Scope.OfAsset ? "of this asset" : "under the agreement";
  }

  private static <T> Optional<Quota<T>> ofOthers(BookingCase booking, Optional<Quota<T>> quota) {
    return booking.asset().isOwn() ? Optional.empty() : quota;
  }
}
