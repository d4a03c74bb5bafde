package io.fallow.scheduler.attendance;

import static io.fallow.scheduler.attendance.Scene.at;
import static io.fallow.scheduler.attendance.Scene.saw;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class BreakdownTest {

  private static final Duration TEN_MINUTES = Duration.ofMinutes(10);

  @Test
  void aFaultThatLastsCountsFromItsStart() {
    assertThat(lasting("09:00 OFF", "10:00 FAULT", "10:09")).isEmpty();
    assertThat(lasting("09:00 OFF", "10:00 FAULT", "10:10"))
        .containsExactly(new Breakdown(at("10:00"), Optional.empty()));
    assertThat(lasting("09:00 OFF", "10:00 FAULT", "10:09 OFF", "10:20 FAULT", "10:29")).isEmpty();
  }

  @Test
  void itEndsWhenTheAssetIsSeenWithoutOne() {
    assertThat(lasting("10:00 FAULT", "10:30 STANDBY", "11:00 FAULT", "11:30 IN_USE", "12:00"))
        .containsExactly(
            new Breakdown(at("10:00"), Optional.of(at("10:30"))),
            new Breakdown(at("11:00"), Optional.of(at("11:30"))));
  }

  @Test
  void silenceNeitherEndsItNorMakesItLast() {
    assertThat(lasting("10:00 FAULT", "10:15 UNKNOWN", "11:00 FAULT", "11:10"))
        .containsExactly(new Breakdown(at("10:00"), Optional.empty()));
    assertThat(lasting("10:00 FAULT", "10:15 UNKNOWN", "11:00"))
        .containsExactly(new Breakdown(at("10:00"), Optional.empty()));
    assertThat(lasting("10:00 FAULT", "10:05 UNKNOWN", "11:00 OFF", "11:10")).isEmpty();
  }

  private static List<Breakdown> lasting(String... changes) {
    return Breakdown.lasting(saw(changes), TEN_MINUTES);
  }
}
