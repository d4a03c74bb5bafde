package io.fallow.scheduler.idle;

import io.fallow.gateway.wire.Activity;
import io.fallow.scheduler.calendar.AssetCalendar;
import io.fallow.scheduler.calendar.TimeRange;
import io.fallow.scheduler.calendar.TimeRanges;
import java.time.Instant;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;

/**
 * The time that each verdict claims, but for those which the forecast gives; in whole minutes. The
 * claims overlap; the first verdict in its enum's order wins.
 */
final class Layers {

  private final Map<Verdict, TimeRanges> claims = new EnumMap<>(Verdict.class);

  private Layers() {}

  static Layers of(AssetTime time) {
    Layers layers = new Layers();
    layers.claimByTerms(time);
    layers.claimByCalendar(time.calendar());
    layers.claimByReservations(time);
    layers.claimByPresent(time.moment());
    return layers;
  }

  private void claimByTerms(AssetTime time) {
    IdleTerms terms = time.terms();
    TimeRange within = time.calendar().within();
    Instant present = time.moment().present();
    int minute = Minutes.ceil(present);
    int horizon = Minutes.floor(present) + terms.horizon();
    claim(Verdict.PAST, TimeRange.between(within.start(), Minutes.instant(minute)));
    claim(Verdict.WITHHELD, Optional.of(within).filter(all -> terms.withheld()));
    claim(Verdict.BEYOND_HORIZON, TimeRange.between(Minutes.instant(horizon), within.end()));
    claim(Verdict.BEYOND_AGREEMENT, TimeRange.between(until(terms, within), within.end()));
    claim(Verdict.TOO_SOON, minutes(minute, minute + terms.notice()));
  }

  private static Instant until(IdleTerms terms, TimeRange within) {
    return terms.until() == IdleTerms.EVER ? within.end() : Minutes.instant(terms.until());
  }

  private void claimByCalendar(AssetCalendar calendar) {
    TimeRanges shut = calendar.hours().complementWithin(calendar.within());
    claims.put(Verdict.LOCKED_OUT, Minutes.outward(calendar.lockedOut()));
    claims.put(Verdict.HOLIDAY, Minutes.outward(calendar.closedDays()));
    claims.put(Verdict.CLOSED, Minutes.outward(shut));
  }

  private void claimByReservations(AssetTime time) {
    TimeRanges booked = TimeRanges.of(time.taken().stream().map(Taken::during).toList());
    TimeRanges blocked = TimeRanges.of(time.taken().stream().map(Taken::blocked).toList());
    claims.put(Verdict.BOOKED, Minutes.outward(booked));
    claims.put(Verdict.TURNAROUND, time.terms().turnaround().keptClearOf(Minutes.outward(blocked)));
  }

  /** What the asset does now says more of this quarter-hour than any forecast. */
  private void claimByPresent(AssetTime.Moment moment) {
    if (moment.keepsOthersAway()) {
      boolean unknown = moment.doing().orElseThrow() == Activity.UNKNOWN;
      int from = Minutes.floor(moment.present());
      int to = Minutes.nextQuarter(Minutes.floor(moment.now()));
      claim(unknown ? Verdict.UNKNOWN : Verdict.IN_USE_NOW, minutes(from, to));
    }
  }

  private static Optional<TimeRange> minutes(int from, int to) {
    return TimeRange.between(Minutes.instant(from), Minutes.instant(to));
  }

  private void claim(Verdict verdict, Optional<TimeRange> range) {
    claims.put(verdict, range.map(TimeRanges::of).orElse(TimeRanges.NONE));
  }

  /** The verdict on an instant, if any claims it. */
  Optional<Verdict> at(Instant instant) {
    for (Map.Entry<Verdict, TimeRanges> claim : claims.entrySet()) {
      if (claim.getValue().contains(instant)) {
        return Optional.of(claim.getKey());
      }
    }
    return Optional.empty();
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
