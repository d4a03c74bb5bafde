package io.fallow.telemetry.forecast;

import static org.assertj.core.api.Assertions.assertThat;

import io.fallow.gateway.wire.Activity;
import io.fallow.telemetry.usage.UsageInterval;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class QuarterHoursTest {

  private static final Instant START = Instant.parse("2026-11-23T08:00:00Z");

  @Test
  void callsAQuarterIdleThatWasIdleForMostOfWhatWasSeen() {
    QuarterHours quarters =
        QuarterHours.between(START, START.plusSeconds(3600))
            .add(interval(0, 500, Activity.STANDBY))
            .add(interval(500, 900, Activity.IN_USE))
            .add(interval(900, 1300, Activity.OFF))
            .add(interval(1300, 1800, Activity.IN_USE))
            .build();
    assertThat(quarters.isIdle(0)).isTrue();
    assertThat(quarters.isIdle(1)).isFalse();
    assertThat(quarters.isObserved(1)).isTrue();
  }

  @Test
  void neitherTakesSilenceNorABreakdownForIdle() {
    QuarterHours quarters =
        QuarterHours.between(START, START.plusSeconds(3600))
            .add(interval(0, 449, Activity.STANDBY))
            .add(interval(449, 900, Activity.UNKNOWN))
            .add(interval(900, 1800, Activity.FAULT))
            .build();
    assertThat(quarters.isObserved(0)).isFalse();
    assertThat(quarters.isIdle(0)).isFalse();
    assertThat(quarters.isObserved(1)).isTrue();
    assertThat(quarters.isIdle(1)).isFalse();
    assertThat(quarters.isObserved(2)).isFalse();
  }

  @Test
  void cutsAnIntervalThatReachesOverTheEnds() {
    QuarterHours quarters =
        QuarterHours.between(START.plusSeconds(60), START.plusSeconds(1850))
            .add(interval(-90_000, 90_000, Activity.OFF))
            .build();
    assertThat(quarters.count()).isEqualTo(2);
    assertThat(quarters.first()).isEqualTo(QuarterHours.number(START));
    assertThat(quarters.isIdle(0) && quarters.isIdle(1)).isTrue();
  }

  @Test
  void leavesAsideEveryQuarterInWhichOthersUsedTheAsset() {
    long start = START.toEpochMilli();
    QuarterHours quarters =
        QuarterHours.between(START, START.plusSeconds(3600))
            .borrowed(start - 5_000, start + 1)
            .add(interval(0, 3600, Activity.IN_USE))
            .borrowed(start + 2_699_999, start + 90_000_000)
            .build();
    assertThat(quarters.isObserved(0)).isFalse();
    assertThat(quarters.isObserved(1)).isTrue();
    assertThat(quarters.isObserved(2)).isFalse();
    assertThat(quarters.isObserved(3)).isFalse();
  }

  private static UsageInterval interval(long fromS, long toS, Activity activity) {
    return new UsageInterval(1, START.plusSeconds(fromS), START.plusSeconds(toS), activity);
  }
}
