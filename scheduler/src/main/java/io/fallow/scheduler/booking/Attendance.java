package io.fallow.scheduler.booking;

import java.time.Instant;
import java.util.Optional;

/**
 * What telemetry told of a reservation's use.
 *
 * @param checkedInAt when its use began
 * @param usedUntil up to when the asset was used for it, as far as was seen
 * @param overrunSince since when it is used beyond its end
 * @param releaseOfferedAt when its booker was asked to give the rest back
 */
public record Attendance(
    Optional<Instant> checkedInAt,
    Optional<Instant> usedUntil,
    Optional<Instant> overrunSince,
    Optional<Instant> releaseOfferedAt) {

  /** Nothing was seen as yet. */
  public static final Attendance NONE =
      new Attendance(Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());

  public Attendance checkedIn(Instant at) {
    return new Attendance(Optional.of(at), usedUntil, overrunSince, releaseOfferedAt);
  }

  public Attendance usedUntil(Instant until) {
    return new Attendance(checkedInAt, Optional.of(until), overrunSince, releaseOfferedAt);
  }

  public Attendance overrun(Instant since) {
    return new Attendance(checkedInAt, usedUntil, Optional.of(since), releaseOfferedAt);
  }

  Attendance releaseOffered(Instant at) {
    return new Attendance(checkedInAt, usedUntil, overrunSince, Optional.of(at));
  }
}
