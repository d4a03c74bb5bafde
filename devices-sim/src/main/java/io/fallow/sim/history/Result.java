package io.fallow.sim.history;

import java.util.Optional;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.Supplier;

/** What a client knows of its request in the end. */
public sealed interface Result {

  /** Handles every case. */
  <T> T fold(
      Function<Optional<State>, T> done,
      BiFunction<Integer, Set<String>, T> refused,
      Supplier<T> unknown);

  /**
   * It was done.
   *
   * @param state as answered; absent for a lock-out
   */
  record Done(Optional<State> state) implements Result {
    @Override
    public <T> T fold(
        Function<Optional<State>, T> done,
        BiFunction<Integer, Set<String>, T> refused,
        Supplier<T> unknown) {
      return done.apply(state);
    }
  }

  /**
   * It was not done.
   *
   * @param codes the broken rules' for a 422, else the problem's
   */
  record Refused(int status, Set<String> codes) implements Result {
    @Override
    public <T> T fold(
        Function<Optional<State>, T> done,
        BiFunction<Integer, Set<String>, T> refused,
        Supplier<T> unknown) {
      return refused.apply(status, codes);
    }
  }

  /** Nobody can say. */
  record Unknown() implements Result {
    @Override
    public <T> T fold(
        Function<Optional<State>, T> done,
        BiFunction<Integer, Set<String>, T> refused,
        Supplier<T> unknown) {
      return unknown.get();
    }
  }
}
