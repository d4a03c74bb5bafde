package io.fallow.scheduler.booking;

/**
 * Where a reservation stands in its life; its name is what is stored. Those that are live block
 * their time.
 */
public enum Status {
  /** Kept for a few minutes while its booker decides. */
  HELD(true),
  /** Asked of the asset's owner, who has yet to approve. */
  REQUESTED(true),
  /** Booked. */
  CONFIRMED(true),
  /** Its use has begun. */
  IN_USE(true),
  /** Over, as it was meant to be. */
  COMPLETED(false),
  /** The asset's owner did not approve. */
  DECLINED(false),
  /** Given back by its booker, or taken back by the asset's owner. */
  CANCELLED(false),
  /** A hold that nobody confirmed in time, or a request that nobody answered. */
  EXPIRED(false),
  /** Nobody came, and the asset was watched. */
  NO_SHOW(false),
  /** Put off by an emergency. */
  BUMPED(false);

  private final boolean live;

  Status(boolean live) {
    this.live = live;
  }

  /** Whether a reservation in this state blocks its time. */
  public boolean isLive() {
    return live;
  }
}
