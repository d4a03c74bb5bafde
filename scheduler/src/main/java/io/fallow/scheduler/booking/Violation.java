package io.fallow.scheduler.booking;

/**
 * A rule that a booking would break.
 *
 * @param code stable, such as {@code outside-opening}
 * @param message for people
 * @param overridable whether the asset's owner may let it be broken
 */
public record Violation(String code, String message, boolean overridable) {

  static Violation firm(String code, String message) {
    return new Violation(code, message, false);
  }

  static Violation soft(String code, String message) {
    return new Violation(code, message, true);
  }
}
