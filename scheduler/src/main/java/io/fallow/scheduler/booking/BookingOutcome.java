package io.fallow.scheduler.booking;

import java.util.List;
import java.util.function.Function;
import java.util.function.Supplier;

/** How an attempt to book ended. */
public sealed interface BookingOutcome {

  /** Handles every case. */
  <T> T fold(
      Function<Booked, T> booked,
      Function<Overlaps, T> overlaps,
      Function<Refused, T> refused,
      Supplier<T> notFound);

  /** The reservation exists: held, requested or confirmed. */
  record Booked(Reservation reservation) implements BookingOutcome {
    @Override
    public <T> T fold(
        Function<Booked, T> booked,
        Function<Overlaps, T> overlaps,
        Function<Refused, T> refused,
        Supplier<T> notFound) {
      return booked.apply(this);
    }
  }

  /**
   * Somebody has the asset in this time, or so close to it that it could not be turned around.
   *
   * @param known the reservations in the way of which the asker may know: their own organisation's,
   *     and all of an asset of their own. Empty when others' are in the way
   */
  record Overlaps(List<Reservation> known) implements BookingOutcome {
    @Override
    public <T> T fold(
        Function<Booked, T> booked,
        Function<Overlaps, T> overlaps,
        Function<Refused, T> refused,
        Supplier<T> notFound) {
      return overlaps.apply(this);
    }
  }

  /** The request breaks rules; all of them are named. */
  record Refused(List<Violation> violations) implements BookingOutcome {
    @Override
    public <T> T fold(
        Function<Booked, T> booked,
        Function<Overlaps, T> overlaps,
        Function<Refused, T> refused,
        Supplier<T> notFound) {
      return refused.apply(this);
    }
  }

  /** There is no such asset, as far as the asker may know. */
  record NotFound() implements BookingOutcome {
    @Override
    public <T> T fold(
        Function<Booked, T> booked,
        Function<Overlaps, T> overlaps,
        Function<Refused, T> refused,
        Supplier<T> notFound) {
      return notFound.get();
    }
  }
}
