package io.fallow.scheduler.booking;

import io.fallow.scheduler.calendar.TimeRange;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/**
 * A claim on an asset. It starts as a hold or confirmed; a hold is confirmed, cancelled, or
 * expires; a confirmed one may be cancelled until it ends, which gives back what is left of it.
 *
 * @param asset public id
 * @param organisation code of the organisation that booked
 * @param bookedBy the person who booked
 * @param during the time booked
 * @param blocked the same with the asset's turnaround
 * @param holdExpiresAt when the hold ends or ended, if it was one
 */
public record Reservation(
    UUID id,
    String asset,
    String assetName,
    String organisation,
    String bookedBy,
    TimeRange during,
    TimeRange blocked,
    Status status,
    String purpose,
    Instant createdAt,
    Instant changedAt,
    Optional<Instant> holdExpiresAt) {

  public Instant start() {
    return during.start();
  }

  public Instant end() {
    return during.end();
  }
}
