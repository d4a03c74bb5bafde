package io.fallow.scheduler.calendar;

import java.util.List;
import java.util.function.Function;

/** A value that came through its checks, or all the faults that were found. */
public sealed interface Checked<T> {

  <R> R fold(Function<T, R> valid, Function<List<Fault>, R> faulty);

  /** The value. */
  record Valid<T>(T value) implements Checked<T> {
    @Override
    public <R> R fold(Function<T, R> valid, Function<List<Fault>, R> faulty) {
      return valid.apply(value);
    }
  }

  /** At least one fault. */
  record Faulty<T>(List<Fault> faults) implements Checked<T> {
    /** Takes a copy. */
    public Faulty {
      faults = List.copyOf(faults);
    }

    @Override
    public <R> R fold(Function<T, R> valid, Function<List<Fault>, R> faulty) {
      return faulty.apply(faults);
    }
  }
}
