package io.fallow.telemetry.usage;

import static org.assertj.core.api.Assertions.assertThat;

import io.fallow.gateway.wire.Activity;
import io.fallow.telemetry.registry.ActivityRule;
import io.fallow.telemetry.registry.ActivityRule.CounterIncrements;
import io.fallow.telemetry.registry.ActivityRule.PowerThreshold;
import java.time.Duration;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class JudgeTest {

  private static final Duration GAP = Duration.ofMinutes(5);
  private static final Judge POWER = Judge.of(new PowerThreshold(2500, 150, GAP));
  private static final Judge LAZY =
      Judge.of(new PowerThreshold(2500, 150, 2000, 100, Duration.ZERO, Duration.ZERO, GAP));
  private static final Judge REPORTED = Judge.of(new ActivityRule.Reported(GAP));

  @ParameterizedTest
  @CsvSource({"0,OFF", "149.9,OFF", "150,STANDBY", "2499,STANDBY", "2500,IN_USE", "90000,IN_USE"})
  void powerDecidesByThresholds(float power, Activity expected) {
    assertThat(POWER.says(Judge.UNKNOWN, draws(power))).isEqualTo(expected.code());
  }

  @ParameterizedTest
  @CsvSource({
    "IN_USE,2000,IN_USE", "IN_USE,1999,STANDBY", "IN_USE,100,STANDBY", "IN_USE,99,OFF",
    "STANDBY,2499,STANDBY", "STANDBY,100,STANDBY", "STANDBY,99,OFF", "STANDBY,2500,IN_USE",
    "OFF,149,OFF", "OFF,150,STANDBY", "UNKNOWN,2499,STANDBY", "UNKNOWN,149,OFF"
  })
  void whatWasBeforeMovesTheThresholds(Activity before, float power, Activity expected) {
    assertThat(LAZY.says(before.code(), draws(power))).isEqualTo(expected.code());
  }

  @Test
  void aReportedFaultCountsWhateverThePower() {
    assertThat(POWER.says(Judge.IN_USE, new Sample(0, Judge.FAULT, 9_000, Sample.NONE)))
        .isEqualTo(Judge.FAULT);
  }

  @Test
  void withoutPowerTheReportedActivityCountsAndWithoutBothNobodyKnows() {
    assertThat(POWER.says(Judge.IN_USE, new Sample(0, Judge.OFF, Sample.NONE, 7)))
        .isEqualTo(Judge.OFF);
    assertThat(POWER.says(Judge.IN_USE, new Sample(0, Sample.NONE, Sample.NONE, 7)))
        .isEqualTo(Judge.UNKNOWN);
  }

  @Test
  void aReportedRuleIgnoresPower() {
    assertThat(REPORTED.says(Judge.UNKNOWN, new Sample(0, Judge.STANDBY, 9_000, Sample.NONE)))
        .isEqualTo(Judge.STANDBY);
    assertThat(REPORTED.says(Judge.UNKNOWN, draws(9_000))).isEqualTo(Judge.UNKNOWN);
  }

  @ParameterizedTest
  @CsvSource({"5,5,false", "5,6,true", "5,2,true", "5,0,false", "-1,5,false", "5,-1,false"})
  void aCounterThatGrewOrWasResetAndGrewMeansUse(long before, long after, boolean used) {
    Judge judge = counter(OptionalDouble.empty(), OptionalLong.empty());
    assertThat(judge.isUsed(Judge.STANDBY, before, after)).isEqualTo(used);
    assertThat(judge.isUsed(Judge.OFF, before, after)).isFalse();
  }

  @Test
  void aCounterThatWentPastItsEndGrew() {
    Judge judge = counter(OptionalDouble.empty(), OptionalLong.of(100));
    assertThat(judge.isUsed(Judge.STANDBY, 99, 0)).isTrue();
    assertThat(judge.isUsed(Judge.STANDBY, 99, 99)).isFalse();
  }

  @Test
  void aCountedAssetWithoutPowerIsOff() {
    Judge judge = counter(OptionalDouble.of(20), OptionalLong.empty());
    assertThat(judge.says(Judge.STANDBY, new Sample(0, Sample.NONE, 19, 7))).isEqualTo(Judge.OFF);
    assertThat(judge.says(Judge.STANDBY, new Sample(0, Sample.NONE, 20, 7)))
        .isEqualTo(Judge.STANDBY);
    assertThat(judge.says(Judge.STANDBY, new Sample(0, Judge.IN_USE, 20, Sample.NONE)))
        .isEqualTo(Judge.IN_USE);
  }

  private static Judge counter(OptionalDouble offBelowW, OptionalLong rollover) {
    return Judge.of(new CounterIncrements(GAP, offBelowW, rollover, GAP));
  }

  private static Sample draws(float powerW) {
    return new Sample(0, Sample.NONE, powerW, Sample.NONE);
  }
}
