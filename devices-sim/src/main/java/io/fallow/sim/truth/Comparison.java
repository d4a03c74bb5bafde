package io.fallow.sim.truth;

import io.fallow.gateway.wire.Activity;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * For how long something was expected, and what was derived in that time.
 *
 * @param times how long each activity was derived, by the one that was expected; where nothing was
 *     derived it counts as {@code UNKNOWN}
 */
record Comparison(Map<Activity, Map<Activity, Duration>> times) {

  /** A mistake: expected, derived, and for how long. */
  record Mistake(Activity expected, Activity derived, Duration length) {}

  /**
   * Compares two lists of spans in order of time and without overlaps.
   *
   * @param expected what alone is compared
   */
  static Comparison of(List<Span> expected, List<Span> derived) {
    Map<Activity, Map<Activity, Duration>> times = new EnumMap<>(Activity.class);
    int next = 0;
    for (Span wanted : expected) {
      Map<Activity, Duration> row =
          times.computeIfAbsent(wanted.activity(), activity -> new EnumMap<>(Activity.class));
      Duration covered = Duration.ZERO;
      while (next < derived.size() && !derived.get(next).end().isAfter(wanted.start())) {
        next++;
      }
      for (int i = next; i < derived.size() && derived.get(i).start().isBefore(wanted.end()); i++) {
        Duration shared = shared(wanted, derived.get(i));
        row.merge(derived.get(i).activity(), shared, Duration::plus);
        covered = covered.plus(shared);
      }
      row.merge(Activity.UNKNOWN, wanted.length().minus(covered), Duration::plus);
    }
    return new Comparison(times);
  }

  private static Duration shared(Span one, Span other) {
    Instant start = one.start().isAfter(other.start()) ? one.start() : other.start();
    Instant end = one.end().isBefore(other.end()) ? one.end() : other.end();
    return Duration.between(start, end);
  }

  /** For how long an activity was expected. */
  Duration expected(Activity activity) {
    return times.getOrDefault(activity, Map.of()).values().stream()
        .reduce(Duration.ZERO, Duration::plus);
  }

  private Duration whole() {
    return times.keySet().stream().map(this::expected).reduce(Duration.ZERO, Duration::plus);
  }

  private Duration right() {
    Duration right = Duration.ZERO;
    for (Map.Entry<Activity, Map<Activity, Duration>> row : times.entrySet()) {
      right = right.plus(row.getValue().getOrDefault(row.getKey(), Duration.ZERO));
    }
    return right;
  }

  /** Share of the time, 0 to 1, in which what was derived is what was expected; 1 of no time. */
  double share() {
    return whole().isZero() ? 1 : (double) right().toMillis() / whole().toMillis();
  }

  /** The mistake that lasted longest, if any was made. */
  Optional<Mistake> worst() {
    Mistake worst = null;
    for (Map.Entry<Activity, Map<Activity, Duration>> row : times.entrySet()) {
      for (Map.Entry<Activity, Duration> cell : row.getValue().entrySet()) {
        boolean longer = worst == null || cell.getValue().compareTo(worst.length()) > 0;
        if (cell.getKey() != row.getKey() && !cell.getValue().isZero() && longer) {
          worst = new Mistake(row.getKey(), cell.getKey(), cell.getValue());
        }
      }
    }
    return Optional.ofNullable(worst);
  }
}
