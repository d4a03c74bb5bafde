package io.fallow.scheduler.attendance;

import io.fallow.scheduler.booking.Step;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.time.Instant;

/** How many steps telemetry led to, and how long after what they follow from. */
final class AttendanceMeters {

  private final MeterRegistry meters;

  AttendanceMeters(MeterRegistry meters) {
    this.meters = meters;
  }

  /** A step was taken; its lag counts from when it could have been at the earliest. */
  void took(Step step, Instant dueAt, Instant now) {
    Duration lag = Duration.between(dueAt, now);
    timer(step.action().code()).record(lag.isNegative() ? Duration.ZERO : lag);
  }

  /** Something was told that isn't a step of a reservation's. */
  void told(String kind) {
    meters.counter("fallow.attendance.told", "kind", kind).increment();
  }

  private Timer timer(String step) {
    return Timer.builder("fallow.attendance.steps")
        .description("steps that telemetry led to, and how long after their cause")
        .tag("step", step)
        .register(meters);
  }
}
