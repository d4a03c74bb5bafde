package io.fallow.scheduler.attendance;

import io.fallow.gateway.wire.Activity;
import io.fallow.scheduler.calendar.TimeRange;
import io.fallow.telemetry.usage.UsageInterval;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What one asset was seen to do, as far as its usage is derived. Immutable. */
final class Timeline {

  /** A stretch in which it did one thing. */
  record Stretch(TimeRange during, Activity activity) {

    Instant start() {
      return during.start();
    }

    Instant end() {
      return during.end();
    }

    boolean isUse() {
      return activity == Activity.IN_USE;
    }

    boolean isKnown() {
      return activity != Activity.UNKNOWN;
    }

    boolean isIdle() {
      return activity == Activity.STANDBY || activity == Activity.OFF;
    }
  }

  /** Less than what is waited for readings; so nobody has given up on them meanwhile. */
  private static final Duration SHORT = Judgement.PATIENCE.minusMinutes(5);

  private final List<Stretch> stretches;

  private Timeline(List<Stretch> stretches) {
    this.stretches = stretches;
  }

  /**
   * What ascending intervals of one asset say. Between them nothing is known; but a short silence
   * in the middle of use is taken for use.
   */
  static Timeline of(List<UsageInterval> intervals) {
    List<Stretch> stretches = new ArrayList<>();
    for (UsageInterval each : intervals) {
      if (!stretches.isEmpty()) {
        unknown(last(stretches).end(), each.start()).ifPresent(gap -> append(stretches, gap));
      }
      append(stretches, new Stretch(new TimeRange(each.start(), each.end()), each.activity()));
    }
    return new Timeline(List.copyOf(stretches));
  }

  private static void append(List<Stretch> stretches, Stretch next) {
    int count = stretches.size();
    if (next.isUse() && count > 1 && isShort(last(stretches)) && stretches.get(count - 2).isUse()) {
      stretches.remove(count - 1);
    }
    Optional<Stretch> same =
        Optional.of(stretches)
            .filter(some -> !some.isEmpty())
            .map(Timeline::last)
            .filter(last -> last.activity() == next.activity());
    same.ifPresent(last -> stretches.remove(stretches.size() - 1));
    Instant start = same.map(Stretch::start).orElse(next.start());
    stretches.add(new Stretch(new TimeRange(start, next.end()), next.activity()));
  }

  private static boolean isShort(Stretch silence) {
    return !silence.isKnown() && silence.during().length().compareTo(SHORT) < 0;
  }

  private static Optional<Stretch> unknown(Instant from, Instant to) {
    return TimeRange.between(from, to).map(range -> new Stretch(range, Activity.UNKNOWN));
  }

  private static Stretch last(List<Stretch> stretches) {
    return stretches.get(stretches.size() - 1);
  }

  /** Up to when anything is derived; empty for an asset that never reported. */
  Optional<Instant> seenTo() {
    return stretches.isEmpty() ? Optional.empty() : Optional.of(last(stretches).end());
  }

  List<Stretch> all() {
    return stretches;
  }

  /**
   * The stretches that overlap a range, not cut to it; where the first begins after the range does,
   * a stretch of which nothing is known comes before it.
   */
  List<Stretch> between(Instant from, Instant to) {
    if (!from.isBefore(to)) {
      return List.of();
    }
    TimeRange range = new TimeRange(from, to);
    List<Stretch> found = new ArrayList<>();
    if (!stretches.isEmpty() && stretches.get(0).start().isBefore(to)) {
      unknown(from, stretches.get(0).start()).ifPresent(found::add);
    }
    stretches.stream().filter(each -> each.during().overlaps(range)).forEach(found::add);
    return found;
  }

  /** Whether it is known of every instant of a range what the asset did; true for an empty one. */
  boolean isKnown(Instant from, Instant to) {
    return !seenTo().orElse(Instant.MIN).isBefore(to)
        && between(from, to).stream().allMatch(Stretch::isKnown);
  }

  /** What the asset did at an instant, if usage is derived so far. */
  Optional<Stretch> at(Instant instant) {
    return stretches.stream().filter(each -> each.during().contains(instant)).findFirst();
  }

  /** Since when it stands idle, at the end of what is seen. */
  Optional<Instant> idleSince() {
    Optional<Instant> since = Optional.empty();
    for (int i = stretches.size() - 1; i >= 0 && stretches.get(i).isIdle(); i--) {
      since = Optional.of(stretches.get(i).start());
    }
    return since;
  }
}
