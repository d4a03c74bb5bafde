package io.fallow.scheduler.agreement;

import java.util.function.Function;
import java.util.function.Supplier;

/** How an attempt to take a step ended. */
public sealed interface StepOutcome {

  /** Handles every case. */
  <T> T fold(
      Function<Taken, T> taken,
      Function<NotPossible, T> notPossible,
      Function<Stale, T> stale,
      Supplier<T> notFound);

  /** It was taken. */
  record Taken(Agreement agreement) implements StepOutcome {
    @Override
    public <T> T fold(
        Function<Taken, T> taken,
        Function<NotPossible, T> notPossible,
        Function<Stale, T> stale,
        Supplier<T> notFound) {
      return taken.apply(this);
    }
  }

  /**
   * Where the agreement stands there is no such step, or not for whoever asks.
   *
   * @param code stable
   * @param message why, for people
   */
  record NotPossible(Agreement agreement, String code, String message) implements StepOutcome {
    @Override
    public <T> T fold(
        Function<Taken, T> taken,
        Function<NotPossible, T> notPossible,
        Function<Stale, T> stale,
        Supplier<T> notFound) {
      return notPossible.apply(this);
    }
  }

  /** Something has happened to it since it was seen. */
  record Stale(Agreement agreement) implements StepOutcome {
    @Override
    public <T> T fold(
        Function<Taken, T> taken,
        Function<NotPossible, T> notPossible,
        Function<Stale, T> stale,
        Supplier<T> notFound) {
      return stale.apply(this);
    }
  }

  /** There is no such agreement, as far as the asker may know. */
  record NotFound() implements StepOutcome {
    @Override
    public <T> T fold(
        Function<Taken, T> taken,
        Function<NotPossible, T> notPossible,
        Function<Stale, T> stale,
        Supplier<T> notFound) {
      return notFound.get();
    }
  }
}
