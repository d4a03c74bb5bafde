package io.fallow.sim.history;

/** What a client asks for. */
public enum Kind {
  BOOK,
  HOLD,
  CONFIRM,
  EXTEND,
  SHORTEN,
  MOVE,
  CANCEL,
  /** A lock-out by the owner that puts reservations off. */
  BUMP,
  READ;

  /** Whether it makes a reservation. */
  public boolean creates() {
    return this == BOOK || this == HOLD;
  }

  /** Whether it gives a reservation other times, if it is still as it was when it was seen. */
  boolean alters() {
    return this == EXTEND || this == SHORTEN || this == MOVE;
  }
}
