package io.fallow.sim.machine;

import java.util.function.Function;

/** What came of looking for something: the thing, or what was missing, in words for a person. */
public sealed interface Attempt<T> {
  record Found<T>(T thing) implements Attempt<T> {}

  record Missing<T>(String what) implements Attempt<T> {}

  /** Of what was found, or was missing. */
  static <T> Attempt<T> found(T thing) {
    return new Found<>(thing);
  }

  static <T> Attempt<T> missing(String what) {
    return new Missing<>(what);
  }

  default <R> R fold(Function<T, R> found, Function<String, R> missing) {
    return this instanceof Found<T> it
        ? found.apply(it.thing())
        : missing.apply(((Missing<T>) this).what());
  }

  default <R> Attempt<R> then(Function<T, Attempt<R>> next) {
    return fold(next, Attempt::missing);
  }
}
