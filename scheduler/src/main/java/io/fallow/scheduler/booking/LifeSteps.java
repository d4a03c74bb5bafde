package io.fallow.scheduler.booking;

import io.fallow.scheduler.sharing.Viewer;
import java.time.Instant;
import java.util.OptionalInt;
import java.util.UUID;

/**
 * Leads a reservation from one state to the next, by those whose it is or whose asset it is of.
 * Blocks; safe for any number of threads.
 */
public final class LifeSteps {

  private final ReservationChanges changes;

  LifeSteps(ReservationChanges changes) {
    this.changes = changes;
  }

  /** The same by one who has seen a version: of a newer one nothing is changed. */
  public LifeSteps of(OptionalInt version) {
    return new LifeSteps(changes.of(version));
  }

  /** Turns a hold of the viewer's organisation into a booking, or into a request to the owner. */
  public ChangeOutcome confirm(Viewer viewer, UUID id, Instant now) {
    return changes.confirm(viewer, id, now);
  }

  /**
   * The owner says yes to a request.
   *
   * @param reason for the booker; may be empty
   */
  public ChangeOutcome approve(Viewer viewer, UUID id, String reason, Instant now) {
    return changes.approve(viewer, id, reason, now);
  }

  /** The owner says no to a request, and why. */
  public ChangeOutcome decline(Viewer viewer, UUID id, String reason, Instant now) {
    return changes.decide(viewer, id, reason, now, Decisions::decline);
  }

  /**
   * Gives a reservation back: the booker's organisation may, at the cost that its terms say, and
   * the asset's owner. One that has begun can be cancelled until it ends, but not in use.
   *
   * @param reason for the other side; may be empty
   */
  public ChangeOutcome cancel(Viewer viewer, UUID id, String reason, Instant now) {
    return changes.cancel(viewer, id, reason, now);
  }

  /**
   * Gives back what is held or asked for; what is booked by now stays.
   *
   * @param reason for the other side; may be empty
   */
  public ChangeOutcome giveUp(Viewer viewer, UUID id, String reason, Instant now) {
    return changes.decide(viewer, id, reason, now, Decisions::giveUp);
  }

  /** Ends the use of an asset before its time; the rest is free for others. */
  public ChangeOutcome release(Viewer viewer, UUID id, Instant now) {
    return changes.decide(viewer, id, "", now, Decisions::release);
  }
}
