package io.fallow.sim.history;

import java.time.Duration;

/**
 * The terms on which the trial's assets are booked, the same for all.
 *
 * @param lateStart how late after its start a booking may still be made
 * @param horizon how far ahead it may end
 * @param before and {@code after}: turnaround
 */
public record Terms(
    Duration shortest,
    Duration longest,
    Duration lateStart,
    Duration horizon,
    Duration before,
    Duration after) {

  /** The time that a booking blocks. */
  Span blocked(Span during) {
    return during.with(before, after);
  }
}
