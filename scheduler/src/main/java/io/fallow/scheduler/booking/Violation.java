package io.fallow.scheduler.booking;

/**
 * A rule that a booking would break.
 *
 * @param code stable, such as {@code outside-opening}
 * @param message for people
 */
public record Violation(String code, String message) {}
