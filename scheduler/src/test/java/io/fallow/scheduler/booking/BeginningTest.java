package io.fallow.scheduler.booking;

import static io.fallow.scheduler.DomainWorld.NOW;
import static org.assertj.core.api.Assertions.assertThat;

import io.fallow.scheduler.policy.Policy;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class BeginningTest {

  private static final Policy PLATFORM = Policy.PLATFORM;

  private static Instant in(String duration) {
    return NOW.plus(Duration.parse(duration));
  }

  @Test
  void aRequestExpiresAtTheEarliestOfItsPolicysLimitsAndAlwaysBeforeItsStart() {
    assertThat(Beginning.requestUntil(PLATFORM, in("P5D"), NOW)).contains(in("PT24H"));
    assertThat(Beginning.requestUntil(PLATFORM, in("PT2H"), NOW)).contains(in("PT1H59M59S"));
    assertThat(Beginning.requestUntil(PLATFORM, in("PT1S"), NOW)).isEmpty();
    assertThat(Beginning.requestUntil(PLATFORM, NOW, NOW)).isEmpty();
  }

  @Test
  void aHoldNeverLastsLongerThanABookingMayComeLate() {
    assertThat(Beginning.holdUntil(PLATFORM, in("PT2H"), NOW)).isEqualTo(in("PT10M"));
    assertThat(Beginning.holdUntil(PLATFORM, in("PT1M"), NOW)).isEqualTo(in("PT6M"));
  }
}
