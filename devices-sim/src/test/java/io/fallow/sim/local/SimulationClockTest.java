package io.fallow.sim.local;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;

class SimulationClockTest {

  private static final Instant NOON = Instant.parse("2026-11-21T12:00:00Z");

  private Instant real = NOON;

  @Test
  void startsWhereItIsToldAndRunsAtItsSpeed() {
    Clock clock = SimulationClock.startingAt(NOON.plusSeconds(3_600), 60, new RealTime());
    assertThat(clock.instant()).isEqualTo("2026-11-21T13:00:00Z");

    real = real.plus(Duration.ofMillis(1_500));
    assertThat(clock.instant()).isEqualTo("2026-11-21T13:01:30Z");
    assertThat(clock.withZone(ZoneId.of("Asia/Seoul")).instant()).isEqualTo(clock.instant());
  }

  private final class RealTime extends Clock {

    @Override
    public Instant instant() {
      return real;
    }

    @Override
    public ZoneId getZone() {
      return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
      return this;
    }
  }
}
