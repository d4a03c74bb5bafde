package io.fallow.scheduler.group;

import io.fallow.scheduler.booking.Violation;
import java.util.List;
import java.util.function.Function;
import java.util.function.Supplier;

/** How an attempt to change a bundle as a whole ended. */
public sealed interface BundleChange {

  /** Handles every case. */
  <T> T fold(
      Function<Changed, T> changed, Function<NotPossible, T> notPossible, Supplier<T> notFound);

  /** All of it stands as asked. */
  record Changed(Bundle bundle) implements BundleChange {
    @Override
    public <T> T fold(
        Function<Changed, T> changed, Function<NotPossible, T> notPossible, Supplier<T> notFound) {
      return changed.apply(this);
    }
  }

  /**
   * Nothing was changed.
   *
   * @param violations why not, of each asset that stands in the way, which the message names
   */
  record NotPossible(List<Violation> violations) implements BundleChange {
    @Override
    public <T> T fold(
        Function<Changed, T> changed, Function<NotPossible, T> notPossible, Supplier<T> notFound) {
      return notPossible.apply(this);
    }
  }

  /** There is no such bundle, as far as the asker may know. */
  record NotFound() implements BundleChange {
    @Override
    public <T> T fold(
        Function<Changed, T> changed, Function<NotPossible, T> notPossible, Supplier<T> notFound) {
      return notFound.get();
    }
  }
}
