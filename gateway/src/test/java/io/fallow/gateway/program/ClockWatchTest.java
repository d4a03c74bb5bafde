package io.fallow.gateway.program;

import static org.assertj.core.api.Assertions.assertThat;

import io.fallow.gateway.wire.GatewayHealth.ClockJumps;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;

/** A machine's clock that is set, steered, or right. */
class ClockWatchTest {

  private static final Instant NOON = Instant.parse("2026-06-01T12:00:00Z");

  private final MovedClock wall = new MovedClock();
  private long nanos;
  private int told;
  private final ClockWatch watch = new ClockWatch(wall, () -> nanos, () -> told++);

  @Test
  void saysNothingOfAClockThatGoesRight() {
    for (int i = 0; i < 100; i++) {
      pass(Duration.ofSeconds(1), Duration.ofSeconds(1));
    }

    assertThat(watch.jumps()).isEmpty();
  }

  @Test
  void saysNothingOfAClockThatIsSteered() {
    for (int i = 0; i < 1_000; i++) {
      pass(Duration.ofSeconds(1), Duration.ofMillis(1_100));
    }

    assertThat(watch.jumps()).isEmpty();
  }

  @Test
  void saysNothingOfALongTimeInWhichNobodyLooked() {
    pass(Duration.ofHours(9), Duration.ofHours(9));

    assertThat(watch.jumps()).isEmpty();
  }

  @Test
  void tellsAJumpForwardsAndThenOneBack() {
    pass(Duration.ofSeconds(1), Duration.ofHours(2).plusSeconds(1));
    assertThat(watch.jumps())
        .contains(new ClockJumps(1, NOON.plusSeconds(7_201), Duration.ofHours(2).toMillis()));

    pass(Duration.ofSeconds(1), Duration.ofHours(-2).plusSeconds(1));
    assertThat(watch.jumps())
        .contains(new ClockJumps(2, NOON.plusSeconds(2), Duration.ofHours(-2).toMillis()));
    assertThat(told).isEqualTo(2);
  }

  private void pass(Duration steady, Duration moved) {
    nanos += steady.toNanos();
    wall.now = wall.now.plus(moved);
    watch.look();
  }

  private static final class MovedClock extends Clock {
    private Instant now = NOON;

    @Override
    public Instant instant() {
      return now;
    }

    @Override
    public ZoneId getZone() {
      return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
      throw new UnsupportedOperationException();
    }
  }
}
