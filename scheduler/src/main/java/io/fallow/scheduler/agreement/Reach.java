package io.fallow.scheduler.agreement;

import java.util.function.Function;
import java.util.function.Supplier;

/** With whom an owner shares: the steps of the ladder that companies climb. */
public sealed interface Reach {

  /** Handles every case. */
  <T> T fold(Function<Partner, T> partner, Function<Circle, T> circle, Supplier<T> everybody);

  /** Whether the owner decides alone. With a partner both sides do. */
  default boolean ownersAlone() {
    return !(this instanceof Partner);
  }

  /**
   * One other organisation.
   *
   * @param code as the owner wrote it: that it is the code of one says only its answer
   */
  record Partner(String code) implements Reach {
    @Override
    public <T> T fold(
        Function<Partner, T> partner, Function<Circle, T> circle, Supplier<T> everybody) {
      return partner.apply(this);
    }
  }

  /** All members of a circle of which the owner is one. */
  record Circle(int id) implements Reach {
    @Override
    public <T> T fold(
        Function<Partner, T> partner, Function<Circle, T> circle, Supplier<T> everybody) {
      return circle.apply(this);
    }
  }

  /** Every organisation of the platform. */
  record Everybody() implements Reach {
    @Override
    public <T> T fold(
        Function<Partner, T> partner, Function<Circle, T> circle, Supplier<T> everybody) {
      return everybody.get();
    }
  }
}
