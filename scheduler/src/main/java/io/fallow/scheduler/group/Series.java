package io.fallow.scheduler.group;

import io.fallow.scheduler.booking.Reservation;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.List;
import java.util.UUID;

/**
 * A series as it stands.
 *
 * @param asset public id
 * @param zone of the asset's facility
 * @param start on the clock there
 * @param length of each time
 * @param rule as it was given
 * @param reservations all that were booked, whatever has become of them, earliest first
 */
public record Series(
    UUID id,
    String asset,
    ZoneId zone,
    LocalDateTime start,
    Duration length,
    String rule,
    OnConflict onConflict,
    String purpose,
    String bookedBy,
    Instant createdAt,
    List<Reservation> reservations) {

  /** Takes a copy. */
  public Series {
    reservations = List.copyOf(reservations);
  }
}
