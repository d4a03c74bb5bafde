package io.fallow.scheduler.group;

import io.fallow.scheduler.calendar.TimeRange;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** Picks what could be booked instead, out of the windows that the search offers. Pure. */
final class Alternatives {

  /** The most that are proposed instead of one. */
  static final int MOST = 3;

  private Alternatives() {}

  /**
   * The nearest times, each in another window; of equally near ones that of the wanted asset first.
   *
   * @param taken what is blocked since, of which the windows may not know yet
   */
  static List<Spot> nearest(Spot wanted, Collection<Spot> windows, Collection<Spot> taken) {
    return windows.stream()
        .flatMap(window -> within(window, wanted.during()).stream())
        .filter(spot -> taken.stream().noneMatch(spot::overlaps))
        .sorted(
            Comparator.comparing((Spot spot) -> distance(spot, wanted))
                .thenComparing(spot -> !spot.asset().equals(wanted.asset()))
                .thenComparing(Spot::asset))
        .limit(MOST)
        .toList();
  }

  private static Optional<Spot> within(Spot window, TimeRange wanted) {
    Instant first = window.during().start();
    Instant last = window.during().end().minus(wanted.length());
    if (last.isBefore(first)) {
      return Optional.empty();
    }
    Instant notBefore = wanted.start().isBefore(first) ? first : wanted.start();
    Instant start = notBefore.isAfter(last) ? last : notBefore;
    return Optional.of(new Spot(window.asset(), TimeRange.from(start, wanted.length())));
  }

  private static Duration distance(Spot spot, Spot wanted) {
    return Duration.between(wanted.during().start(), spot.during().start()).abs();
  }
}
