package io.fallow.sim.local;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;

/**
 * The time of the simulated world, which everything in the stack goes by: it starts at an instant
 * and runs at a speed. At speed 1 and started at the present it is the real time.
 */
final class SimulationClock extends Clock {

  private final Clock real;
  private final Instant realStart;
  private final Instant start;
  private final double speed;
  private final ZoneId zone;

  private SimulationClock(Clock real, Instant realStart, Instant start, double speed, ZoneId zone) {
    this.real = real;
    this.realStart = realStart;
    this.start = start;
    this.speed = speed;
    this.zone = zone;
  }

  /** A clock that starts now at {@code start}. */
  static SimulationClock startingAt(Instant start, double speed, Clock real) {
    return new SimulationClock(real, real.instant(), start, speed, ZoneOffset.UTC);
  }

  @Override
  public Instant instant() {
    Duration passed = Duration.between(realStart, real.instant());
    return start.plusNanos((long) (passed.toNanos() * speed));
  }

  @Override
  public ZoneId getZone() {
    return zone;
  }

  @Override
  public Clock withZone(ZoneId other) {
    return new SimulationClock(real, realStart, start, speed, other);
  }
}
