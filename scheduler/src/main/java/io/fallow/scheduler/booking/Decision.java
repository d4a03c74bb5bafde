package io.fallow.scheduler.booking;

import java.util.Optional;

/**
 * What to do with a reservation that somebody wants to change: take a step, leave it as it is, or
 * refuse.
 */
record Decision(Optional<Step> step, Optional<Violation> refusal) {

  static Decision take(Step step) {
    return new Decision(Optional.of(step), Optional.empty());
  }

  /** It stands as asked already. */
  static Decision leave() {
    return new Decision(Optional.empty(), Optional.empty());
  }

  static Decision refuse(String code, String message) {
    return refuse(Violation.firm(code, message));
  }

  static Decision refuse(Violation violation) {
    return new Decision(Optional.empty(), Optional.of(violation));
  }
}
