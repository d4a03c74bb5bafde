package io.fallow.scheduler.sharing;

import java.time.Duration;

/**
 * The platform's terms for every booking. What is offered keeps to them, and what is booked has to:
 * so whatever the search offers can be booked as a whole.
 */
public final class Limits {

  /** The shortest booking. */
  public static final Duration SHORTEST = Duration.ofMinutes(15);

  /** The longest booking. */
  public static final Duration LONGEST = Duration.ofDays(14);

  /** How far ahead a booking may end. */
  public static final Duration HORIZON = Duration.ofDays(28);

  /** How long a booker may take between seeing a window and booking it from its start. */
  public static final Duration LATE_START = Duration.ofMinutes(5);

  /** From this chance on, 0 to 1, an hour counts as expected idle. */
  public static final double LEAST_PROBABILITY = 0.6;

  private Limits() {}
}
