package io.fallow.scheduler.booking;

import io.fallow.scheduler.calendar.TimeRange;
import io.fallow.scheduler.sharing.Viewer;
import java.util.Optional;

/**
 * Somebody wants an asset.
 *
 * @param asset public id
 * @param hold only keep it for a few minutes, to be confirmed
 * @param purpose for people; may be empty
 * @param from the facility of their organisation that they come from, by its code
 * @param onBehalfOf the organisation for which the asset's owner books, by its code; empty for
 *     one's own
 * @param overrideReason why the asset's owner lets rules be broken that it may let be broken
 */
public record BookingRequest(
    Viewer viewer,
    String asset,
    TimeRange during,
    boolean hold,
    String purpose,
    Optional<String> from,
    Optional<String> onBehalfOf,
    Optional<String> overrideReason) {

  /** A request of one's own that keeps the rules. */
  public BookingRequest(
      Viewer viewer, String asset, TimeRange during, boolean hold, String purpose) {
    this(
        viewer, asset, during, hold, purpose, Optional.empty(), Optional.empty(), Optional.empty());
  }

  /** The same at another time. */
  BookingRequest at(TimeRange other) {
    return new BookingRequest(
        viewer, asset, other, hold, purpose, from, onBehalfOf, overrideReason);
  }
}
