package io.fallow.telemetry.usage;

/**
 * Readings of one asset that have come since its usage was last derived lie in {@code [from, to]}.
 *
 * @param from microseconds
 * @param to microseconds; {@link Micros#NEVER_AFTER} where it isn't known
 */
record Change(long from, long to) {

  Change and(Change other) {
    return new Change(Math.min(from, other.from), Math.max(to, other.to));
  }

  /**
   * What of it is not before an instant.
   *
   * @param never an instant in which nothing has changed
   */
  Change since(long earliest, long never) {
    return to < earliest ? new Change(never, never) : new Change(Math.max(from, earliest), to);
  }
}
