package io.fallow.scheduler.telling.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

class RetryTimesTest {

  @Test
  void waitsLongerEachTimeForThreeDaysAndThenGivesUp() {
    Random random = new Random(4);
    Duration whole = Duration.ZERO;
    Duration last = Duration.ZERO;
    int attempts = 1;
    for (Optional<Duration> wait = RetryTimes.after(attempts, random); wait.isPresent(); ) {
      assertThat(wait.get()).isGreaterThan(last);
      last = wait.get();
      whole = whole.plus(last);
      attempts++;
      wait = RetryTimes.after(attempts, random);
    }
    assertThat(attempts).isEqualTo(10);
    assertThat(whole).isBetween(Duration.ofHours(75), Duration.ofHours(91));
  }

  @Test
  void noTwoWaitsAreAlike() {
    Random random = new Random(4);
    assertThat(RetryTimes.after(2, random)).isNotEqualTo(RetryTimes.after(2, random));
    for (int i = 0; i < 1000; i++) {
      assertThat(RetryTimes.after(1, random).orElseThrow())
          .isBetween(Duration.ofSeconds(5), Duration.ofSeconds(6));
    }
  }
}
