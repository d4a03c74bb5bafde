package io.fallow.scheduler.group;

import io.fallow.scheduler.calendar.TimeRange;
import io.fallow.scheduler.calendar.TimeRanges;
import io.fallow.scheduler.policy.Grid;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Chooses what to offer to somebody who waits. Time of an asset that they let pass once isn't
 * offered to them again: then it's the next one's turn. Pure.
 */
final class TurnTaking {

  /** How long an offer stands, unless its time begins sooner. */
  static final Duration TO_DECIDE = Duration.ofMinutes(30);

  /** What begins sooner than that is of no use to anybody who must decide first. */
  static final Duration LEAST_TO_DECIDE = Duration.ofMinutes(10);

  private static final Duration MINUTE = Duration.ofMinutes(1);

  private TurnTaking() {}

  /**
   * The first part of a window that could be offered; empty if there is none.
   *
   * @param passed what was offered to them before and not taken
   * @param grid where bookings of the window's asset start and end
   */
  static Optional<Spot> spot(
      Wish wish, Spot window, Collection<Spot> passed, Grid grid, Instant now) {
    List<TimeRange> before =
        passed.stream()
            .filter(spot -> spot.asset().equals(window.asset()))
            .map(Spot::during)
            .toList();
    return reach(wish, window, now)
        .map(reach -> TimeRanges.of(reach).minus(TimeRanges.of(before)).ranges())
        .orElse(List.of())
        .stream()
        .flatMap(free -> part(free, wish.most(), grid))
        .filter(part -> part.length().compareTo(wish.least()) >= 0)
        .findFirst()
        .map(part -> new Spot(window.asset(), part));
  }

  private static Optional<TimeRange> reach(Wish wish, Spot window, Instant now) {
    return window
        .during()
        .intersect(wish.range())
        .flatMap(range -> range.intersect(new TimeRange(now.plus(LEAST_TO_DECIDE), Instant.MAX)));
  }

  private static Stream<TimeRange> part(TimeRange free, Duration most, Grid grid) {
    return onGrid(free, grid)
        .map(range -> atMost(most, range))
        .flatMap(range -> onGrid(range, grid))
        .stream();
  }

  private static TimeRange atMost(Duration most, TimeRange range) {
    return range.length().compareTo(most) > 0 ? TimeRange.from(range.start(), most) : range;
  }

  /** The longest part that starts and ends on the grid, in whole minutes; empty without any. */
  private static Optional<TimeRange> onGrid(TimeRange range, Grid grid) {
    Instant start = range.start().plus(MINUTE).minusNanos(1).truncatedTo(ChronoUnit.MINUTES);
    while (start.isBefore(range.end()) && !grid.holds(start)) {
      start = start.plus(MINUTE);
    }
    Instant end = range.end().truncatedTo(ChronoUnit.MINUTES);
    while (end.isAfter(start) && !grid.holds(end)) {
      end = end.minus(MINUTE);
    }
    return TimeRange.between(start, end);
  }

  /**
   * When an offer ends that isn't taken: never later than its time begins.
   *
   * @param holdFor how long the owner lets the asset be held
   */
  static Instant limit(TimeRange offered, Duration holdFor, Instant now) {
    Instant limit = now.plus(holdFor.compareTo(TO_DECIDE) > 0 ? holdFor : TO_DECIDE);
    return limit.isAfter(offered.start()) ? offered.start() : limit;
  }
}
