package io.fallow.scheduler.group;

import java.util.List;
import java.util.function.Function;

/** How an attempt to book a series ended. */
public sealed interface SeriesOutcome {

  /** Handles every case. */
  <T> T fold(Function<Booked, T> booked, Function<NotBooked, T> notBooked);

  /**
   * The series is there.
   *
   * @param placements every time of it, booked or not
   */
  record Booked(Series series, List<Placement> placements) implements SeriesOutcome {
    @Override
    public <T> T fold(Function<Booked, T> booked, Function<NotBooked, T> notBooked) {
      return booked.apply(this);
    }
  }

  /**
   * Nothing is booked: a time can't be, and all or none were wanted; or none can be.
   *
   * @param placements every time of it; those that are booked here would have been
   */
  record NotBooked(List<Placement> placements) implements SeriesOutcome {
    @Override
    public <T> T fold(Function<Booked, T> booked, Function<NotBooked, T> notBooked) {
      return notBooked.apply(this);
    }
  }
}
