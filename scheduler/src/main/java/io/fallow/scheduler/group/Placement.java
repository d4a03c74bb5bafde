package io.fallow.scheduler.group;

import io.fallow.scheduler.booking.Reservation;
import java.util.List;
import java.util.function.Function;

/** What became of one time of a series. */
public sealed interface Placement {

  /** Handles every case. */
  <T> T fold(Function<Booked, T> booked, Function<Clash, T> clash);

  /** The time. */
  Occurrence occurrence();

  /** It is booked. */
  record Booked(Occurrence occurrence, Reservation reservation) implements Placement {
    @Override
    public <T> T fold(Function<Booked, T> booked, Function<Clash, T> clash) {
      return booked.apply(this);
    }
  }

  /**
   * It can't be.
   *
   * @param alternatives what could be booked instead, nearest first; only if asked for
   */
  record Clash(Occurrence occurrence, Conflict conflict, List<Spot> alternatives)
      implements Placement {
    @Override
    public <T> T fold(Function<Booked, T> booked, Function<Clash, T> clash) {
      return clash.apply(this);
    }
  }
}
