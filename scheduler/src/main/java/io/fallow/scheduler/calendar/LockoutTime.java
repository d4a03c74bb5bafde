package io.fallow.scheduler.calendar;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** When a lock-out holds: once, or again and again. */
public sealed interface LockoutTime {

  <R> R fold(Function<Once, R> once, Function<Recurring, R> recurring);

  /** The times that it holds in a range, cut to it, ascending. */
  List<TimeRange> within(TimeRange range);

  /** From when on it holds first. */
  Instant begin();

  /** From when on it holds no more; empty while nobody knows. */
  Optional<Instant> end();

  /** One stretch of time, until further notice if it has no end. */
  record Once(Instant begin, Optional<Instant> end) implements LockoutTime {

    /** Checks the order. */
    public Once {
      if (end.filter(until -> !begin.isBefore(until)).isPresent()) {
        throw new IllegalArgumentException("ends before it starts: " + begin + " .. " + end);
      }
    }

    @Override
    public <R> R fold(Function<Once, R> once, Function<Recurring, R> recurring) {
      return once.apply(this);
    }

    @Override
    public List<TimeRange> within(TimeRange range) {
      return TimeRange.between(begin, end.orElse(range.end()))
          .flatMap(range::intersect)
          .map(List::of)
          .orElse(List.of());
    }
  }

  /** Stretches of time that recur by a rule. */
  record Recurring(RecurringTime time) implements LockoutTime {

    @Override
    public <R> R fold(Function<Once, R> once, Function<Recurring, R> recurring) {
      return recurring.apply(this);
    }

    @Override
    public List<TimeRange> within(TimeRange range) {
      return time.within(range);
    }

    @Override
    public Instant begin() {
      return time.begin();
    }

    @Override
    public Optional<Instant> end() {
      return time.end();
    }
  }
}
