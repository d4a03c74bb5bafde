package io.fallow.scheduler.calendar;

import java.time.Duration;
import java.time.temporal.ChronoUnit;

/** Time around a reservation in which the asset is cleaned, set up or moved; whole seconds. */
public record Turnaround(Duration before, Duration after) {

  /** None at all. */
  public static final Turnaround NONE = new Turnaround(Duration.ZERO, Duration.ZERO);

  /** Checks that neither is negative or finer than a second. */
  public Turnaround {
    if (before.isNegative() || after.isNegative()) {
      throw new IllegalArgumentException("turnaround is not negative");
    }
    if (!isWhole(before) || !isWhole(after)) {
      throw new IllegalArgumentException("turnaround is in whole seconds");
    }
  }

  private static boolean isWhole(Duration duration) {
    return duration.equals(duration.truncatedTo(ChronoUnit.SECONDS));
  }

  /** What a use blocks: itself and the time around it. */
  public TimeRange blockedBy(TimeRange use) {
    return use.widened(before, after);
  }

  /**
   * Where no use may lie, given what is blocked already: a use's own turnaround must not reach into
   * the blocked time either.
   */
  public TimeRanges keptClearOf(TimeRanges blocked) {
    return blocked.widened(/* before= */ after, /* after= */ before);
  }
}
