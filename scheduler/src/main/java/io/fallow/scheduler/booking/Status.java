package io.fallow.scheduler.booking;

/** Where a reservation stands in its life; its name is what is stored. */
public enum Status {
  /** Kept for a few minutes while its booker decides. */
  HELD,
  /** Booked. */
  CONFIRMED,
  /** Given back by its booker, or taken back by the asset's owner. */
  CANCELLED,
  /** A hold that nobody confirmed in time. */
  EXPIRED
}
