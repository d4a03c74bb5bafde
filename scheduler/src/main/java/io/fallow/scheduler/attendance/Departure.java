package io.fallow.scheduler.attendance;

import io.fallow.scheduler.attendance.Timeline.Stretch;
import java.time.Instant;
import java.util.Optional;

/**
 * How the use of a reservation ends, as far as was seen. Pure.
 *
 * <p>Use that runs through the end is the booker's, until the first pause; use that begins after
 * the end is not.
 *
 * @param usedUntil the last instant of use seen
 * @param over whether it was seen that the use is over: there is no use up to the reservation's end
 *     any more, or no longer after it
 * @param goesOn whether the asset is in use at the end of what is seen
 */
record Departure(Instant usedUntil, boolean over, boolean goesOn) {

  /** Looks, from a check-in on. */
  static Departure of(Visit visit, Instant checkedInAt, Timeline seen) {
    Optional<Stretch> last =
        seen.between(checkedInAt, visit.end()).stream()
            .filter(Stretch::isUse)
            .reduce((one, other) -> other);
    Instant until = last.map(Stretch::end).orElse(checkedInAt);
    Optional<Instant> handedOn = visit.handedOn().filter(next -> !next.isAfter(until));
    if (handedOn.isPresent()) {
      return new Departure(handedOn.get(), true, false);
    }
    boolean goesOn = last.isPresent() && seen.seenTo().filter(until::equals).isPresent();
    return new Departure(until, !goesOn && isOver(visit, until, seen), goesOn);
  }

  private static boolean isOver(Visit visit, Instant until, Timeline seen) {
    return until.isBefore(visit.end())
        ? seen.isKnown(until, visit.end())
        : seen.at(until).filter(Stretch::isKnown).isPresent();
  }
}
