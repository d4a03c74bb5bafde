package io.fallow.scheduler.calendar;

import static java.util.stream.Collectors.joining;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;

/**
 * A set of instants, held as its maximal ranges: ascending, with a hole between each two. Two sets
 * of the same instants are therefore equal. Immutable.
 */
public record TimeRanges(List<TimeRange> ranges) {

  /** No time at all. */
  public static final TimeRanges NONE = new TimeRanges(List.of());

  /** Sorts the ranges and joins those that overlap or touch. */
  public TimeRanges {
    ranges = joined(ranges);
  }

  /** The union of some ranges, in any order. */
  public static TimeRanges of(Collection<TimeRange> ranges) {
    return new TimeRanges(List.copyOf(ranges));
  }

  /** The union of some ranges, in any order. */
  public static TimeRanges of(TimeRange... ranges) {
    return new TimeRanges(List.of(ranges));
  }

  private static List<TimeRange> joined(Collection<TimeRange> ranges) {
    List<TimeRange> joined = new ArrayList<>(ranges.size());
    TimeRange open = null;
    for (TimeRange next : ascending(ranges)) {
      if (open == null || next.start().isAfter(open.end())) {
        if (open != null) {
          joined.add(open);
        }
        open = next;
      } else if (next.end().isAfter(open.end())) {
        open = new TimeRange(open.start(), next.end());
      }
    }
    if (open != null) {
      joined.add(open);
    }
    return List.copyOf(joined);
  }

  private static List<TimeRange> ascending(Collection<TimeRange> ranges) {
    return ranges.stream().sorted(Comparator.comparing(TimeRange::start)).toList();
  }

  public boolean isEmpty() {
    return ranges.isEmpty();
  }

  /** All instants that are in this set or in the other. */
  public TimeRanges union(TimeRanges other) {
    List<TimeRange> both = new ArrayList<>(ranges);
    both.addAll(other.ranges);
    return new TimeRanges(both);
  }

  /** All instants that are in this set and in the other. */
  public TimeRanges intersect(TimeRanges other) {
    List<TimeRange> shared = new ArrayList<>();
    int mine = 0;
    int theirs = 0;
    while (mine < ranges.size() && theirs < other.ranges.size()) {
      TimeRange one = ranges.get(mine);
      TimeRange two = other.ranges.get(theirs);
      one.intersect(two).ifPresent(shared::add);
      if (one.end().isBefore(two.end())) {
        mine++;
      } else {
        theirs++;
      }
    }
    return new TimeRanges(shared);
  }

  /** All instants of this set that are not in the other. */
  public TimeRanges minus(TimeRanges other) {
    return isEmpty() ? NONE : intersect(other.complementWithin(hull()));
  }

  /** All instants of a range that are not in this set. */
  public TimeRanges complementWithin(TimeRange range) {
    List<TimeRange> holes = new ArrayList<>();
    Instant from = range.start();
    for (TimeRange taken : ranges) {
      TimeRange.between(from, TimeRange.earlier(taken.start(), range.end())).ifPresent(holes::add);
      from = TimeRange.later(from, taken.end());
    }
    TimeRange.between(from, range.end()).ifPresent(holes::add);
    return new TimeRanges(holes);
  }

  private TimeRange hull() {
    return new TimeRange(ranges.get(0).start(), ranges.get(ranges.size() - 1).end());
  }

  /** This set with each of its ranges starting and ending that much earlier and later. */
  public TimeRanges widened(Duration before, Duration after) {
    return of(ranges.stream().map(range -> range.widened(before, after)).toList());
  }

  /** Whether the instant is in this set. */
  public boolean contains(Instant instant) {
    int at = lastStartingBy(instant);
    return at >= 0 && ranges.get(at).contains(instant);
  }

  /** Whether the whole range is in this set. */
  public boolean contains(TimeRange range) {
    int at = lastStartingBy(range.start());
    return at >= 0 && ranges.get(at).contains(range);
  }

  /** Whether any instant of the range is in this set. */
  public boolean overlaps(TimeRange range) {
    return !intersect(of(range)).isEmpty();
  }

  /** How much time the set holds. */
  public Duration length() {
    return ranges.stream().map(TimeRange::length).reduce(Duration.ZERO, Duration::plus);
  }

  private int lastStartingBy(Instant instant) {
    int low = 0;
    int high = ranges.size();
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (ranges.get(middle).start().isAfter(instant)) {
        high = middle;
      } else {
        low = middle + 1;
      }
    }
    return low - 1;
  }

  @Override
  public String toString() {
    return ranges.stream().map(TimeRange::toString).collect(joining(", "));
  }
}
