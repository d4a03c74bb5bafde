package io.fallow.scheduler.idle;

import io.fallow.gateway.wire.Activity;
import io.fallow.scheduler.calendar.Lockout;
import io.fallow.scheduler.calendar.LockoutKind;
import io.fallow.scheduler.sharing.Relation;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.UUID;

/**
 * A verdict with what it is about, as far as the viewer may know. Neighbouring stretches with equal
 * reasons are one stretch.
 *
 * @param detail in plain words; empty where the verdict says it all
 */
record Reason(Verdict verdict, String detail, Optional<UUID> reservation) {

  private static final String NOW = "now";

  static final Reason TOO_SHORT = of(Verdict.TOO_SHORT);

  /** Calibration allows less use than the shortest booking takes. */
  static final Reason TOO_LITTLE_CALIBRATED =
      of(Verdict.TOO_SHORT, "less use than the shortest booking takes is left until calibration");

  static Reason of(Verdict verdict) {
    return of(verdict, "");
  }

  private static Reason of(Verdict verdict, String detail) {
    return new Reason(verdict, detail, Optional.empty());
  }

  /** The reason behind a verdict on an instant. */
  static Reason of(Verdict verdict, Instant at, AssetTime time) {
    return switch (verdict) {
      case LOCKED_OUT -> of(verdict, time.relation() == Relation.OWN ? lockout(at, time) : "");
      case HOLIDAY -> of(verdict, holiday(at, time));
      case BOOKED -> booked(at, time);
      case IN_USE_NOW -> of(verdict, time.relation() == Relation.OWN ? doing(time) : "");
      case UNKNOWN -> of(verdict, isNow(at, time) ? NOW : "");
      default -> of(verdict, "");
    };
  }

  private static String doing(AssetTime time) {
    return time.moment().doing().orElseThrow() == Activity.FAULT ? "a fault" : "in use";
  }

  private static boolean isNow(Instant at, AssetTime time) {
    int quarter = Minutes.nextQuarter(Minutes.floor(time.moment().now()));
    return time.moment().keepsOthersAway() && at.isBefore(Minutes.instant(quarter));
  }

  private static String lockout(Instant at, AssetTime time) {
    return time.calendar().lockouts().stream()
        .filter(lockout -> Minutes.outward(lockout.during()).contains(at))
        .map(Reason::words)
        .findFirst()
        .orElse("");
  }

  private static String words(Lockout lockout) {
    return lockout.kind() == LockoutKind.OTHER
        ? lockout.reason()
        : lockout.kind().code() + ", " + lockout.reason();
  }

  private static String holiday(Instant at, AssetTime time) {
    LocalDate day = LocalDate.ofInstant(at, time.calendar().asset().facility().zone());
    return time.calendar().holidays().getOrDefault(day, "");
  }

  private static Reason booked(Instant at, AssetTime time) {
    return time.taken().stream()
        .filter(taken -> Minutes.outward(taken.during()).contains(at))
        .findFirst()
        .filter(taken -> mayKnow(taken, time))
        .map(
            taken ->
                new Reason(Verdict.BOOKED, "by " + taken.organisation(), Optional.of(taken.id())))
        .orElseGet(() -> of(Verdict.BOOKED, ""));
  }

  private static boolean mayKnow(Taken taken, AssetTime time) {
    return time.relation() == Relation.OWN || taken.organisationId() == time.viewer();
  }

  /** The whole reason in plain words, with the numbers that the viewer may know. */
  String words(OptionalDouble probability, OptionalDouble weeks, IdleTerms terms) {
    String suffix = detail.isEmpty() ? "" : ": " + detail;
    return switch (verdict) {
      case PAST -> "already past";
      case WITHHELD -> "the owner offers nothing of it at present";
      case BEYOND_HORIZON -> "later than may be booked: " + ahead(terms.horizon()) + " ahead";
      case BEYOND_AGREEMENT -> "after the end of the agreement that shares it";
      case LOCKED_OUT -> "locked out" + suffix;
      case BOOKED -> "booked" + (detail.isEmpty() ? "" : " " + detail);
      case TURNAROUND -> "being cleaned, set up or moved around a reservation";
      case HOLIDAY -> "closed on this day" + suffix;
      case CLOSED -> "outside the hours that the owner shares";
      case TOO_SOON -> "too soon: a booking is made " + ahead(terms.notice()) + " ahead";
      case IN_USE_NOW -> "not idle at this moment" + suffix;
      case UNKNOWN ->
          detail.equals(NOW)
              ? "nothing is known of it at this moment"
              : say("too little is known of such hours", ": only %.1f weeks observed", weeks);
      case EXPECTED_BUSY ->
          say("probably in use", ": idle with a chance of only %.2f", probability);
      case TOO_SHORT -> detail.isEmpty() ? "idle for less than the shortest booking takes" : detail;
      case OFFERED ->
          say("probably idle", ": chance at least %.2f", probability)
              + say("", ", from %.1f weeks observed", weeks);
    };
  }

  private static String ahead(int minutes) {
    Duration time = Duration.ofMinutes(minutes);
    return minutes % (24 * 60) == 0 ? time.toDays() + " days" : time.toHours() + " hours";
  }

  private static String say(String words, String format, OptionalDouble number) {
    return number.isEmpty()
        ? words
        : words + String.format(Locale.ROOT, format, number.getAsDouble());
  }
}
