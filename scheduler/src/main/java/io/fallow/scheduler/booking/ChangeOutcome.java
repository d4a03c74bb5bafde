package io.fallow.scheduler.booking;

import java.util.function.Function;
import java.util.function.Supplier;

/** How an attempt to confirm or cancel a reservation ended. */
public sealed interface ChangeOutcome {

  /** Handles every case. */
  <T> T fold(
      Function<Changed, T> changed, Function<NotPossible, T> notPossible, Supplier<T> notFound);

  /** It stands as asked, perhaps since an earlier request: asking twice is harmless. */
  record Changed(Reservation reservation) implements ChangeOutcome {
    @Override
    public <T> T fold(
        Function<Changed, T> changed, Function<NotPossible, T> notPossible, Supplier<T> notFound) {
      return changed.apply(this);
    }
  }

  /**
   * The reservation can't be changed so any more.
   *
   * @param reservation as it stands
   * @param violation why
   */
  record NotPossible(Reservation reservation, Violation violation) implements ChangeOutcome {
    @Override
    public <T> T fold(
        Function<Changed, T> changed, Function<NotPossible, T> notPossible, Supplier<T> notFound) {
      return notPossible.apply(this);
    }
  }

  /** There is no such reservation, as far as the asker may know. */
  record NotFound() implements ChangeOutcome {
    @Override
    public <T> T fold(
        Function<Changed, T> changed, Function<NotPossible, T> notPossible, Supplier<T> notFound) {
      return notFound.get();
    }
  }
}
