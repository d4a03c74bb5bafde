package io.fallow.scheduler.booking;

import io.fallow.scheduler.calendar.TimeRange;
import io.fallow.scheduler.sharing.Viewer;

/**
 * Somebody wants an asset.
 *
 * @param asset public id
 * @param hold only keep it for a few minutes, to be confirmed
 * @param purpose for people; may be empty
 */
public record BookingRequest(
    Viewer viewer, String asset, TimeRange during, boolean hold, String purpose) {}
