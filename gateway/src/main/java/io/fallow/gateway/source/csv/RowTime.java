package io.fallow.gateway.source.csv;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.Optional;

/**
 * What a row says about its time: an instant, or a wall clock's time that is still to be placed.
 *
 * @param local absent where the row names an instant
 */
record RowTime(Optional<LocalDateTime> local, Optional<Instant> instant) {

  static RowTime of(LocalDateTime local) {
    return new RowTime(Optional.of(local), Optional.empty());
  }

  static RowTime of(Instant instant) {
    return new RowTime(Optional.empty(), Optional.of(instant));
  }

  /** What the wall clock shows. */
  LocalDateTime wallClock(ZoneId zone) {
    return local.orElseGet(() -> LocalDateTime.ofInstant(instant.orElseThrow(), zone));
  }
}
