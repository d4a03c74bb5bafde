package io.fallow.telemetry.ingest;

import static java.time.Duration.ZERO;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class IngestHealthTest {

  @Test
  void isWellWhileMessagesArriveAndAreStoredInTime() {
    IngestHealth health = health(true, ofSeconds(60), ofSeconds(30));

    assertThat(health.fault()).isEmpty();
    assertThat(health.healthy()).isTrue();
  }

  @Test
  void saysThatItDoesNotKeepUp() {
    assertThat(health(true, ofSeconds(75), ZERO).fault())
        .contains("the oldest message has waited for 75 s, more than 60 s");
  }

  @Test
  void saysThatNothingHasFoundRoomForLong() {
    assertThat(health(true, ofSeconds(90), ofSeconds(31)).fault())
        .contains("no message has found room in memory for 31 s");
  }

  @Test
  void saysThatTheBrokerIsAway() {
    assertThat(health(false, ZERO, ZERO).fault()).contains("not connected to the broker");
  }

  @Test
  void saysTheCauseRatherThanWhatIsSeenOfIt() {
    Optional<String> cause = Optional.of("the disk is full");

    assertThat(new IngestHealth(false, ofSeconds(90), ofSeconds(90), cause).fault())
        .isEqualTo(cause);
  }

  private static IngestHealth health(boolean connected, Duration lag, Duration full) {
    return new IngestHealth(connected, lag, full, Optional.empty());
  }
}
