package io.fallow.telemetry.sparkplug;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;

/** The machine's clock, which a test may put ahead. */
final class AheadClock extends Clock {

  private volatile Duration ahead = Duration.ZERO;

  void putAhead(Duration further) {
    ahead = ahead.plus(further);
  }

  @Override
  public Instant instant() {
    return Instant.now().plus(ahead);
  }

  @Override
  public ZoneId getZone() {
    return ZoneOffset.UTC;
  }

  @Override
  public Clock withZone(ZoneId zone) {
    throw new UnsupportedOperationException("always UTC");
  }
}
