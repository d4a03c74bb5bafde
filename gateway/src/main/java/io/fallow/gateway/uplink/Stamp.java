package io.fallow.gateway.uplink;

import java.time.Instant;
import java.time.temporal.ChronoUnit;

/** Times as messages carry them. */
final class Stamp {

  private Stamp() {}

  /** Microseconds since 1970 UTC. */
  static long micros(Instant time) {
    return ChronoUnit.MICROS.between(Instant.EPOCH, time);
  }
}
