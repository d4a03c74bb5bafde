package io.fallow.scheduler.idle;

import io.fallow.scheduler.calendar.AssetCalendar;
import io.fallow.scheduler.calendar.TimeRange;
import io.fallow.scheduler.calendar.TimeRanges;
import io.fallow.scheduler.sharing.Limits;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;

/**
 * The time that each verdict claims, but for those which the forecast gives. The claims overlap;
 * the first verdict in its enum's order wins.
 */
final class Layers {

  private final Map<Verdict, TimeRanges> claims = new EnumMap<>(Verdict.class);

  private Layers() {}

  static Layers of(AssetTime time) {
    AssetCalendar calendar = time.calendar();
    TimeRange within = calendar.within();
    Instant start = nextFullMinute(time.present());
    TimeRanges booked = TimeRanges.of(time.taken().stream().map(Taken::during).toList());
    TimeRanges blocked = TimeRanges.of(time.taken().stream().map(Taken::blocked).toList());
    Layers layers = new Layers();
    layers.claim(Verdict.PAST, TimeRange.between(within.start(), start));
    layers.claim(
        Verdict.BEYOND_HORIZON,
        TimeRange.between(time.present().plus(Limits.HORIZON), within.end()));
    layers.claims.put(Verdict.LOCKED_OUT, calendar.lockedOut());
    layers.claims.put(Verdict.BOOKED, booked);
    layers.claims.put(Verdict.TURNAROUND, calendar.turnaround().keptClearOf(blocked));
    layers.claims.put(Verdict.HOLIDAY, calendar.closedDays());
    layers.claims.put(Verdict.CLOSED, calendar.hours().complementWithin(within));
    return layers;
  }

  private void claim(Verdict verdict, Optional<TimeRange> range) {
    claims.put(verdict, range.map(TimeRanges::of).orElse(TimeRanges.NONE));
  }

  private static Instant nextFullMinute(Instant instant) {
    Instant minute = instant.truncatedTo(ChronoUnit.MINUTES);
    return minute.equals(instant) ? minute : minute.plus(1, ChronoUnit.MINUTES);
  }

  /** The verdict on an instant, if any claims it. */
  Optional<Verdict> at(Instant instant) {
    return claims.entrySet().stream()
        .filter(claim -> claim.getValue().contains(instant))
        .map(Map.Entry::getKey)
        .findFirst();
  }

  /** Adds the instants of a range at which the verdict may change. */
  void addChanges(SortedSet<Instant> changes, TimeRange within) {
    for (TimeRanges claim : claims.values()) {
      for (TimeRange range : claim.ranges()) {
        range
            .intersect(within)
            .ifPresent(
                part -> {
                  changes.add(part.start());
                  changes.add(part.end());
                });
      }
    }
  }
}
