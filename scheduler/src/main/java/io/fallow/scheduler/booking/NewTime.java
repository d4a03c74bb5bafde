package io.fallow.scheduler.booking;

import io.fallow.scheduler.calendar.TimeRange;
import io.fallow.scheduler.calendar.TimeRanges;
import io.fallow.scheduler.calendar.Turnaround;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The time that a reservation is to have instead of its own, and which rules are about the
 * difference. Pure.
 *
 * <p>Whoever gives time back takes nothing new: only what such a short booking may look like is
 * checked. Whoever keeps the start is bound by no rule about when to begin. Opening hours,
 * lock-outs and the forecast are about the time that is added.
 */
record NewTime(TimeRange from, TimeRange blockedBefore, TimeRange to) {

  /** Rules about the shape of a booking, which even a shorter one must keep. */
  private static final Set<String> OF_SHAPE = Set.of("too-short", "off-grid");

  /** Rules about how a booking begins. */
  private static final Set<String> OF_START = Set.of("in-the-past", "too-late");

  boolean isNone() {
    return from.equals(to);
  }

  boolean movesStart() {
    return !from.start().equals(to.start());
  }

  private boolean movesEnd() {
    return !from.end().equals(to.end());
  }

  /** Whether it only gives time back. */
  boolean isShorter() {
    return from.contains(to);
  }

  /** The time to judge: what is added, from its beginning to its end. */
  Optional<TimeRange> added() {
    TimeRanges added = TimeRanges.of(to).minus(TimeRanges.of(from));
    if (added.isEmpty()) {
      return Optional.empty();
    }
    Instant end = added.ranges().get(added.ranges().size() - 1).end();
    return Optional.of(new TimeRange(added.ranges().get(0).start(), end));
  }

  /** What somebody else can have now. */
  List<TimeRange> givenUp() {
    return TimeRanges.of(from).minus(TimeRanges.of(to)).ranges();
  }

  /** Whether a broken rule is about this change. */
  boolean concerns(Violation violation) {
    if (OF_START.contains(violation.code())) {
      return movesStart();
    }
    return !isShorter() || OF_SHAPE.contains(violation.code());
  }

  /** An end that stays keeps the turnaround that it has, and so does one that gives time back. */
  TimeRange blocked(Turnaround turnaround) {
    boolean keepsBefore = !movesStart() || isShorter();
    boolean keepsAfter = !movesEnd() || isShorter();
    Duration before =
        keepsBefore ? Duration.between(blockedBefore.start(), from.start()) : turnaround.before();
    Duration after =
        keepsAfter ? Duration.between(from.end(), blockedBefore.end()) : turnaround.after();
    return to.widened(before, after);
  }
}
