package io.fallow.scheduler.attendance;

import io.fallow.scheduler.attendance.Timeline.Stretch;
import java.time.Instant;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * Whether a booker came, as far as was seen. Pure.
 *
 * <p>Who comes before the grace period is over has come, when the use begins, or at the start for
 * one that began a little earlier. Who stays away for the whole of it, while the asset was free and
 * observed, has not come, whatever follows. Where the owner or an earlier booker stays on, or the
 * asset is broken, the grace period begins when that is over. Where any of the time was not
 * observed, nobody is said to have stayed away; who is seen later has come.
 */
sealed interface Arrival {

  /** Handles every case. */
  <T> T fold(Function<Came, T> came, Function<StayedAway, T> stayedAway, Supplier<T> notKnown);

  /** The booker came. */
  record Came(Instant at) implements Arrival {
    @Override
    public <T> T fold(
        Function<Came, T> came, Function<StayedAway, T> stayedAway, Supplier<T> notKnown) {
      return came.apply(this);
    }
  }

  /** Nobody came, and the asset was there for them. */
  record StayedAway(Instant graceEnd) implements Arrival {
    @Override
    public <T> T fold(
        Function<Came, T> came, Function<StayedAway, T> stayedAway, Supplier<T> notKnown) {
      return stayedAway.apply(this);
    }
  }

  /** As yet, or for good. */
  record NotKnown() implements Arrival {
    @Override
    public <T> T fold(
        Function<Came, T> came, Function<StayedAway, T> stayedAway, Supplier<T> notKnown) {
      return notKnown.get();
    }
  }

  /** Looks. */
  static Arrival of(Visit visit, Timeline seen) {
    Instant free = visit.start();
    boolean observed = true;
    for (Stretch each : seen.between(visit.start(), visit.end())) {
      if (each.isUse() && !each.start().isBefore(visit.usesFrom())) {
        return new Came(later(each.start(), visit.start()));
      }
      if (each.isIdle() && observed && graceIsOver(visit, free, each.end())) {
        return new StayedAway(graceEnd(visit, free));
      }
      observed &= each.isKnown();
      free = each.isIdle() ? free : each.end();
    }
    return new NotKnown();
  }

  private static boolean graceIsOver(Visit visit, Instant free, Instant by) {
    Instant end = graceEnd(visit, free);
    return !end.isAfter(by) && !end.isAfter(visit.end());
  }

  /** A reservation that is shorter than its grace period is one. */
  private static Instant graceEnd(Visit visit, Instant free) {
    Instant end = free.plus(visit.terms().grace());
    return free.equals(visit.start()) && end.isAfter(visit.end()) ? visit.end() : end;
  }

  private static Instant later(Instant one, Instant other) {
    return one.isAfter(other) ? one : other;
  }
}
