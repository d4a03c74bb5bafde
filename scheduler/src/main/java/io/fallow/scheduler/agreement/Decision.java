package io.fallow.scheduler.agreement;

import java.util.Optional;

/**
 * What a state of an agreement's life says to a wish.
 *
 * @param step what happens; empty if the wish can't be granted
 * @param code why not, stable
 * @param message the same for people
 */
record Decision(Optional<Step> step, String code, String message) {

  static Decision may(Step step) {
    return new Decision(Optional.of(step), "", "");
  }

  static Decision not(String code, String message) {
    return new Decision(Optional.empty(), code, message);
  }
}
