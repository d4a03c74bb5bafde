package io.fallow.scheduler.attendance;

import io.fallow.scheduler.booking.Attendance;
import io.fallow.scheduler.booking.Life;
import io.fallow.scheduler.booking.Status;
import io.fallow.scheduler.booking.Step;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * What follows for a reservation from what was seen of its asset: the next step of its life, if one
 * is due. Taken again and again until there is none, it leads to the same end, whether it was asked
 * each second or once after hours. Pure.
 */
final class Judgement {

  /** How long to wait for readings before something counts as not observed. */
  static final Duration PATIENCE = Duration.ofMinutes(15);

  /** Who leaves within this time after the end was not late: clocks differ, and sensors pause. */
  static final Duration ON_TIME = Duration.ofMinutes(1);

  private static final long QUARTER_S = 900;
  private static final long QUARTERS_AHEAD = 2;

  private final Visit visit;
  private final Timeline seen;
  private final Instant now;

  private Judgement(Visit visit, Timeline seen, Instant now) {
    this.visit = visit;
    this.seen = seen;
    this.now = now;
  }

  /** The next step; empty when there is nothing to do, or not yet. */
  static Optional<Step> next(Visit visit, Timeline seen, Instant now) {
    Judgement judgement = new Judgement(visit, seen, now);
    return Life.of(visit.claim())
        .fold(
            held -> Optional.empty(),
            requested -> Optional.empty(),
            judgement::confirmed,
            judgement::inUse,
            judgement::over);
  }

  /** Up to when a running overrun was seen to go on; empty where none is, or not any more. */
  static Optional<Instant> overrunSeenTo(Visit visit, Timeline seen, Instant now) {
    Judgement judgement = new Judgement(visit, seen, now);
    return Optional.of(judgement.departure(visit.claim().attendance()))
        .filter(judgement::overran)
        .filter(Departure::goesOn)
        .map(Departure::usedUntil)
        .filter(until -> !until.isBefore(now.minus(PATIENCE)));
  }

  private Optional<Step> confirmed(Life.Confirmed reservation) {
    return Arrival.of(visit, seen)
        .fold(
            came -> Optional.of(reservation.checkIn(came.at())),
            away -> Optional.of(reservation.noShow()),
            () -> isPast() ? Optional.of(reservation.complete()) : Optional.empty());
  }

  private boolean isPast() {
    Instant blocked = visit.claim().blocked().end();
    boolean nothingToWaitFor = !seen.seenTo().orElse(Instant.MIN).isBefore(visit.end());
    return !now.isBefore(nothingToWaitFor ? blocked : blocked.plus(PATIENCE));
  }

  private Optional<Step> inUse(Life.InUse reservation) {
    Departure departure = departure(reservation.claim().attendance());
    return overrun(reservation, departure)
        .or(() -> completed(reservation, departure))
        .or(() -> releaseOffered(reservation));
  }

  private Departure departure(Attendance attendance) {
    return Departure.of(visit, attendance.checkedInAt().orElse(visit.start()), seen);
  }

  private Optional<Step> overrun(Life.InUse reservation, Departure departure) {
    if (!overran(departure)) {
      return Optional.empty();
    }
    Instant kept = keptUntil(departure.usedUntil());
    if (reservation.claim().attendance().overrunSince().isEmpty()) {
      return Optional.of(reservation.overrun(visit.end(), kept));
    }
    return kept.isAfter(reservation.claim().blocked().end())
        ? Optional.of(reservation.endAt(visit.end(), kept))
        : Optional.empty();
  }

  private boolean overran(Departure departure) {
    return departure.usedUntil().isAfter(visit.end().plus(ON_TIME));
  }

  /**
   * For whom stays on, the asset is kept some way ahead, in steps of a quarter-hour; but not where
   * others have it.
   */
  private Instant keptUntil(Instant usedUntil) {
    long needed = usedUntil.plus(visit.terms().turnaroundAfter()).getEpochSecond();
    Instant ahead =
        Instant.ofEpochSecond((Math.floorDiv(needed, QUARTER_S) + QUARTERS_AHEAD) * QUARTER_S);
    Instant most = visit.nextBlocked().filter(next -> next.isBefore(ahead)).orElse(ahead);
    Instant blocked = visit.claim().blocked().end();
    return most.isAfter(blocked) ? most : blocked;
  }

  /** Not before the asset is turned around: until then nobody else can have it. */
  private Optional<Step> completed(Life.InUse reservation, Departure departure) {
    Instant turnedAround = turnedAround(departure);
    if (departure.over() && !now.isBefore(turnedAround)) {
      return Optional.of(reservation.complete(departure.usedUntil(), turnedAround));
    }
    Instant lastSeen = departure.goesOn() ? departure.usedUntil() : visit.end();
    Instant waited = later(turnedAround, lastSeen).plus(PATIENCE);
    return departure.over() || now.isBefore(waited)
        ? Optional.empty()
        : Optional.of(reservation.complete());
  }

  private Instant turnedAround(Departure departure) {
    if (!overran(departure)) {
      return visit.claim().blocked().end();
    }
    Instant after = departure.usedUntil().plus(visit.terms().turnaroundAfter());
    return visit.nextBlocked().filter(next -> next.isBefore(after)).orElse(after);
  }

  private Optional<Step> releaseOffered(Life.InUse reservation) {
    Attendance attendance = reservation.claim().attendance();
    return seen.idleSince()
        .filter(since -> attendance.checkedInAt().filter(since::isAfter).isPresent())
        .filter(since -> attendance.releaseOfferedAt().filter(since::isBefore).isEmpty())
        .map(since -> since.plus(visit.terms().releaseAfterIdle()))
        .filter(this::isSeenAndNow)
        .map(reservation::offerRelease);
  }

  /** An offer is of use only while there is something to give back. */
  private boolean isSeenAndNow(Instant longEnough) {
    Instant seenTo = seen.seenTo().orElse(Instant.MIN);
    return !seenTo.isBefore(longEnough)
        && !seenTo.isBefore(now.minus(PATIENCE))
        && now.isBefore(visit.end());
  }

  /** Readings that came late may tell what was not known, or that a no-show was none. */
  private Optional<Step> over(Life.Over reservation) {
    Attendance attendance = reservation.claim().attendance();
    if (reservation.claim().status() == Status.NO_SHOW) {
      return attendance.checkedInAt().isPresent()
          ? Optional.empty()
          : Arrival.of(visit, seen)
              .fold(
                  came -> Optional.of(reservation.seenAfterAll(attendance.checkedIn(came.at()))),
                  away -> Optional.empty(),
                  Optional::empty);
    }
    boolean open =
        reservation.claim().status() == Status.COMPLETED && attendance.usedUntil().isEmpty();
    return open ? settled(reservation, attendance) : Optional.empty();
  }

  private Optional<Step> settled(Life.Over reservation, Attendance attendance) {
    if (attendance.checkedInAt().isEmpty()) {
      return Arrival.of(visit, seen)
          .fold(
              came -> Optional.of(reservation.seenAfterAll(attendance.checkedIn(came.at()))),
              away -> Optional.of(reservation.noShowAfterAll()),
              Optional::empty);
    }
    Departure departure = departure(attendance);
    if (!departure.over()) {
      return Optional.empty();
    }
    Attendance left = attendance.usedUntil(departure.usedUntil());
    return Optional.of(
        reservation.seenAfterAll(overran(departure) ? left.overrun(visit.end()) : left));
  }

  private static Instant later(Instant one, Instant other) {
    return one.isAfter(other) ? one : other;
  }
}
