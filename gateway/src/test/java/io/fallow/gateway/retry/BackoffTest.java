package io.fallow.gateway.retry;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Random;
import org.junit.jupiter.api.Test;

class BackoffTest {

  private final Backoff backoff =
      new Backoff(Duration.ofMillis(100), Duration.ofMillis(1000), new Random(3));

  @Test
  void doublesUpToItsLimitAndTakesBetweenHalfAndAllOfIt() {
    for (long millis : new long[] {100, 200, 400, 800, 1000, 1000, 1000}) {
      assertThat(backoff.next())
          .isBetween(Duration.ofMillis(millis / 2), Duration.ofMillis(millis));
    }
  }

  @Test
  void startsAnewAfterASuccess() {
    backoff.next();
    backoff.next();
    backoff.reset();

    assertThat(backoff.next()).isBetween(Duration.ofMillis(50), Duration.ofMillis(100));
  }

  @Test
  void copesWithPausesOfNothing() {
    Backoff none = new Backoff(Duration.ZERO, Duration.ZERO, new Random(3));
    none.next();

    assertThat(none.next()).isZero();
  }
}
