package io.fallow.scheduler.idle;

/**
 * Why a stretch of time is offered, or is not. Where several reasons hold, the first in this order
 * is given.
 */
public enum Verdict {
  /** Before the moment at which the question is asked. */
  PAST("past"),
  /** The owner offers nothing of the asset at present. */
  WITHHELD("withheld"),
  /** Later than anybody may book as yet. */
  BEYOND_HORIZON("beyond-horizon"),
  /** After the end of what shares the asset with the viewer. */
  BEYOND_AGREEMENT("beyond-agreement"),
  /** Maintenance, calibration, a failed check: nobody may use it. */
  LOCKED_OUT("locked-out"),
  /** Somebody has it. */
  BOOKED("booked"),
  /** So close to a reservation that the asset could not be turned around. */
  TURNAROUND("turnaround"),
  /** The facility doesn't share on this day. */
  HOLIDAY("holiday"),
  /** Outside the hours that the owner shares. */
  CLOSED("closed"),
  /** The owner wants to know of a booking longer before it starts. */
  TOO_SOON("too-soon"),
  /** It isn't idle at this moment, whatever was expected. */
  IN_USE_NOW("in-use-now"),
  /** Too little is known of this hour of the week, or nothing of this moment. */
  UNKNOWN("unknown"),
  /** In past weeks the owner used it at this hour too often. */
  EXPECTED_BUSY("expected-busy"),
  /** Idle, but for less time than the shortest booking takes. */
  TOO_SHORT("too-short"),
  /** Part of an idle window. */
  OFFERED("offered");

  private final String code;

  Verdict(String code) {
    this.code = code;
  }

  /** The stable name of this verdict. */
  public String code() {
    return code;
  }
}
