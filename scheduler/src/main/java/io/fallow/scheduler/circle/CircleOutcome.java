package io.fallow.scheduler.circle;

import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;

/** How an attempt to change a circle ended. */
public sealed interface CircleOutcome {

  /** Handles every case. */
  <T> T fold(Function<Done, T> done, Function<NotPossible, T> notPossible, Supplier<T> notFound);

  /**
   * It is as was asked for.
   *
   * @param circle as it stands; empty for who is no member any more
   */
  record Done(Optional<Circle> circle) implements CircleOutcome {
    @Override
    public <T> T fold(
        Function<Done, T> done, Function<NotPossible, T> notPossible, Supplier<T> notFound) {
      return done.apply(this);
    }
  }

  /**
   * There is no such step, or not for whoever asks.
   *
   * @param code stable
   * @param message why, for people
   */
  record NotPossible(String code, String message) implements CircleOutcome {
    @Override
    public <T> T fold(
        Function<Done, T> done, Function<NotPossible, T> notPossible, Supplier<T> notFound) {
      return notPossible.apply(this);
    }
  }

  /** There is no such circle or motion, as far as the asker may know. */
  record NotFound() implements CircleOutcome {
    @Override
    public <T> T fold(
        Function<Done, T> done, Function<NotPossible, T> notPossible, Supplier<T> notFound) {
      return notFound.get();
    }
  }
}
