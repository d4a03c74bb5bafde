package io.fallow.sim.trial;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;

/** The time of a trial's world, whose pace changes as one goes. Safe for any number of threads. */
final class PacedClock extends Clock {

  private record Leg(long realNanos, Instant start, double pace) {}

  private volatile Leg leg;

  /** A clock that starts at an instant, at the pace of real time. */
  PacedClock(Instant start) {
    leg = new Leg(System.nanoTime(), start, 1);
  }

  /** From now on as many seconds go by in one as said. */
  void pace(double pace) {
    leg = new Leg(System.nanoTime(), instant(), pace);
  }

  @Override
  public Instant instant() {
    Leg now = leg;
    Duration passed = Duration.ofNanos(System.nanoTime() - now.realNanos());
    return now.start().plusNanos((long) (passed.toNanos() * now.pace()));
  }

  @Override
  public ZoneId getZone() {
    return ZoneOffset.UTC;
  }

  @Override
  public Clock withZone(ZoneId zone) {
    return new Clock() {

      @Override
      public Instant instant() {
        return PacedClock.this.instant();
      }

      @Override
      public ZoneId getZone() {
        return zone;
      }

      @Override
      public Clock withZone(ZoneId other) {
        return PacedClock.this.withZone(other);
      }
    };
  }
}
