package io.fallow.scheduler.api.asset;

import static org.assertj.core.api.Assertions.assertThat;

import io.fallow.telemetry.usage.HourlyUtilisation;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import org.junit.jupiter.api.Test;

class BusyHoursTest {

  private static final ZoneId SEOUL = ZoneId.of("Asia/Seoul");

  private static HourlyUtilisation hour(String instant, double inUseS, double offS) {
    return new HourlyUtilisation(1, Instant.parse(instant), inUseS, 0, offS, 0, 0);
  }

  @Test
  void addsUpHoursOfTheWeekOnTheLocalClock() {
    // Sunday 23:00 UTC is Monday 08:00 in Seoul.
    BusyHours week =
        BusyHours.of(
            List.of(hour("2026-11-15T23:00:00Z", 3600, 0), hour("2026-11-22T23:00:00Z", 0, 1800)),
            SEOUL);
    assertThat(week.share(8)).hasValue(3600.0 / 5400);
    assertThat(week.observedH(8)).isEqualTo(1.5);
    assertThat(week.share()).hasValue(3600.0 / 5400);
  }

  @Test
  void anHourThatWasNeverObservedHasNoShare() {
    BusyHours week = BusyHours.of(List.of(hour("2026-11-15T23:00:00Z", 0, 3600)), SEOUL);
    assertThat(week.share(8)).hasValue(0);
    assertThat(week.share(9)).isEmpty();
    assertThat(BusyHours.of(List.of(), SEOUL).share()).isEmpty();
  }
}
