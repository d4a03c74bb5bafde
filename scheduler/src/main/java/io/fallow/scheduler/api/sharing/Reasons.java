package io.fallow.scheduler.api.sharing;

import io.fallow.scheduler.api.contract.Inputs;

/** Reads what is said with a step. */
final class Reasons {

  private Reasons() {}

  /** One line; empty where nothing is said. */
  static String read(Inputs inputs) {
    String reason = inputs.text("reason").orElse("");
    if (reason.chars().anyMatch(Character::isISOControl)) {
      inputs.fault("body", "reason", "format", "must be one line");
    }
    return reason;
  }
}
