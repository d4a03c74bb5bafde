package io.fallow.telemetry.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.fallow.gateway.wire.Activity;
import io.fallow.telemetry.registry.ActivityRule.PowerThreshold;
import io.fallow.telemetry.registry.ActivityRule.Reported;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ActivityRuleTest {

  private static final Duration GAP = Duration.ofMinutes(5);
  private static final ActivityRule POWER = new PowerThreshold(2500, 150, GAP);

  @ParameterizedTest
  @CsvSource({"0,OFF", "149.9,OFF", "150,STANDBY", "2499,STANDBY", "2500,IN_USE", "90000,IN_USE"})
  void powerDecidesByThresholds(double power, Activity expected) {
    assertThat(POWER.activityOf(Optional.empty(), OptionalDouble.of(power))).isEqualTo(expected);
  }

  @Test
  void aReportedFaultCountsWhateverThePower() {
    assertThat(POWER.activityOf(Optional.of(Activity.FAULT), OptionalDouble.of(9000)))
        .isEqualTo(Activity.FAULT);
  }

  @Test
  void withoutPowerTheReportedActivityCountsAndWithoutBothNobodyKnows() {
    assertThat(POWER.activityOf(Optional.of(Activity.OFF), OptionalDouble.empty()))
        .isEqualTo(Activity.OFF);
    assertThat(POWER.activityOf(Optional.empty(), OptionalDouble.empty()))
        .isEqualTo(Activity.UNKNOWN);
  }

  @Test
  void aReportedRuleIgnoresPower() {
    ActivityRule reported = new Reported(GAP);
    assertThat(reported.activityOf(Optional.of(Activity.STANDBY), OptionalDouble.of(9000)))
        .isEqualTo(Activity.STANDBY);
    assertThat(reported.activityOf(Optional.empty(), OptionalDouble.of(9000)))
        .isEqualTo(Activity.UNKNOWN);
  }

  @Test
  void survivesItsJsonForm() {
    ActivityRule reported = new Reported(Duration.ofSeconds(90));
    assertThat(ActivityRuleJson.read(ActivityRuleJson.write(reported))).isEqualTo(reported);
    assertThat(ActivityRuleJson.read(ActivityRuleJson.write(POWER))).isEqualTo(POWER);
    assertThat(ActivityRuleJson.write(POWER))
        .isEqualTo(
            "{\"kind\":\"power\",\"inUseAboveW\":2500.0,\"standbyAboveW\":150.0,"
                + "\"maxGap\":\"PT5M\"}");
  }

  @Test
  void refusesThresholdsInTheWrongOrderAndGapsThatAreNotPositive() {
    assertThatIllegalArgumentException().isThrownBy(() -> new PowerThreshold(100, 200, GAP));
    assertThatIllegalArgumentException().isThrownBy(() -> new PowerThreshold(100, -1, GAP));
    assertThatIllegalArgumentException().isThrownBy(() -> new PowerThreshold(Double.NaN, 1, GAP));
    assertThatIllegalArgumentException().isThrownBy(() -> new Reported(Duration.ZERO));
  }

  @Test
  void refusesJsonOfAnotherKind() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> ActivityRuleJson.read("{\"kind\":\"moon\",\"maxGap\":\"PT5M\"}"))
        .withMessageContaining("moon");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> ActivityRuleJson.read("{\"kind\":\"reported\"}"));
  }
}
