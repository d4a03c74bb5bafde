package io.fallow.scheduler.booking;

import java.util.Locale;

/** What happened to a reservation. */
public enum Action {
  HELD,
  REQUESTED,
  CONFIRMED,
  /** Moved, made longer or made shorter. */
  CHANGED,
  DECLINED,
  CANCELLED,
  EXPIRED,
  BUMPED,
  CHECKED_IN,
  NO_SHOW,
  RELEASE_OFFERED,
  /** Given back before its end. */
  RELEASED,
  OVERRUN,
  COMPLETED,
  /** The cancelled time was taken by others, so that it costs nothing. */
  FEE_WAIVED;

  /** The stable name, such as {@code checked-in}. */
  public String code() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
