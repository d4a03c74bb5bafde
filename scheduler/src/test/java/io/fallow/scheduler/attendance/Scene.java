package io.fallow.scheduler.attendance;

import io.fallow.gateway.wire.Activity;
import io.fallow.scheduler.booking.Claim;
import io.fallow.scheduler.booking.Status;
import io.fallow.scheduler.booking.Step;
import io.fallow.scheduler.calendar.TimeRange;
import io.fallow.telemetry.usage.UsageInterval;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A reservation from 10:00 to 12:00 of one day, and what its asset was seen to do. */
final class Scene {

  static final Visit.Terms TERMS =
      new Visit.Terms(Duration.ofMinutes(15), Duration.ofMinutes(20), Duration.ofMinutes(10));

  private Scene() {}

  /** An instant of the day. */
  static Instant at(String time) {
    return Instant.parse("2026-11-23T" + time + (time.length() == 5 ? ":00Z" : "Z"));
  }

  /** Confirmed, with ten minutes of turnaround behind it. */
  static Visit visit() {
    Claim claim =
        Claim.fresh(
            Status.CONFIRMED,
            new TimeRange(at("10:00"), at("12:00")),
            new TimeRange(at("10:00"), at("12:10")),
            Optional.empty());
    return new Visit(claim, at("09:45"), at("09:45"), Optional.empty(), Optional.empty(), TERMS);
  }

  /**
   * What the asset did: from when on it did what, such as {@code "10:05 IN_USE"}; the last is until
   * when it was seen.
   */
  static Timeline saw(String... changes) {
    List<UsageInterval> intervals = new ArrayList<>();
    for (int i = 0; i + 1 < changes.length; i++) {
      String[] change = changes[i].split(" ", -1);
      Instant until = at(changes[i + 1].split(" ", -1)[0]);
      intervals.add(new UsageInterval(1, at(change[0]), until, Activity.valueOf(change[1])));
    }
    return Timeline.of(intervals);
  }

  /**
   * What the asset did before an instant, as it was known then: a silence shows when it is over.
   */
  static Timeline before(Timeline seen, Instant instant) {
    List<UsageInterval> intervals = new ArrayList<>();
    for (Timeline.Stretch each : seen.all()) {
      if (each.during().contains(instant) && !each.isKnown()) {
        break;
      }
      TimeRange.between(each.start(), each.end().isBefore(instant) ? each.end() : instant)
          .map(range -> new UsageInterval(1, range.start(), range.end(), each.activity()))
          .ifPresent(intervals::add);
    }
    return Timeline.of(intervals);
  }

  /** The visit after all steps that are due at an instant. */
  static Visit settled(Visit visit, Timeline seen, Instant now) {
    Visit at = visit;
    Optional<Step> step = Judgement.next(at, seen, now);
    for (int steps = 0; step.isPresent(); steps++) {
      if (steps == 20) {
        throw new AssertionError("no end of steps: " + step.get().action());
      }
      at = with(at, step.get().after());
      step = Judgement.next(at, seen, now);
    }
    return at;
  }

  static Visit with(Visit visit, Claim claim) {
    return new Visit(
        claim,
        visit.usesFrom(),
        visit.earlyFrom(),
        visit.handedOn(),
        visit.nextBlocked(),
        visit.terms());
  }

  /** The visit as it stands at an instant after it was looked at every so often. */
  static Visit watched(Visit visit, Timeline seen, Duration lag, Duration every, Instant until) {
    Visit at = visit;
    for (Instant now = at("09:30"); !now.isAfter(until); now = now.plus(every)) {
      at = settled(at, before(seen, now.minus(lag)), now);
    }
    return at;
  }
}
