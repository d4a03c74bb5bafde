package io.fallow.telemetry.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.fallow.telemetry.registry.ActivityRule.CounterIncrements;
import io.fallow.telemetry.registry.ActivityRule.PowerThreshold;
import io.fallow.telemetry.registry.ActivityRule.Reported;
import java.time.Duration;
import java.util.List;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class ActivityRuleTest {

  private static final Duration GAP = Duration.ofMinutes(5);
  private static final ActivityRule POWER = new PowerThreshold(2500, 150, GAP);

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

  @Test
  void rulesThatRememberSurviveTheirJsonForm() {
    List<ActivityRule> rules =
        List.of(
            new PowerThreshold(2500, 150, 2300, 120, Duration.ZERO, Duration.ZERO, GAP),
            new PowerThreshold(2500, 150, 2500, 150, Duration.ofSeconds(30), Duration.ZERO, GAP),
            new CounterIncrements(GAP, OptionalDouble.empty(), OptionalLong.empty(), GAP),
            new CounterIncrements(GAP, OptionalDouble.of(20.5), OptionalLong.of(65_536), GAP));
    assertThat(rules)
        .allSatisfy(
            rule -> {
              assertThat(ActivityRuleJson.read(ActivityRuleJson.write(rule))).isEqualTo(rule);
              assertThat(rule.remembers()).isTrue();
            });
  }

  @Test
  void marginsAreAnotherWayToSayTheLowerThresholds() {
    String watts =
        "{\"kind\":\"power\",\"inUseAboveW\":1000,\"standbyAboveW\":20,\"marginW\":30,"
            + "\"maxGap\":\"PT5M\"}";
    String percent = watts.replace("\"marginW\":30", "\"marginPercent\":10");
    assertThat(ActivityRuleJson.read(watts))
        .isEqualTo(new PowerThreshold(1000, 20, 970, 0, Duration.ZERO, Duration.ZERO, GAP));
    assertThat(ActivityRuleJson.read(percent))
        .isEqualTo(new PowerThreshold(1000, 20, 900, 18, Duration.ZERO, Duration.ZERO, GAP));
  }

  @Test
  void refusesWhatARuleCanNotMean() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new PowerThreshold(100, 50, 120, 50, Duration.ZERO, Duration.ZERO, GAP));
    assertThatIllegalArgumentException()
        .isThrownBy(
            () -> new PowerThreshold(100, 50, 100, 50, Duration.ofDays(1), Duration.ZERO, GAP));
    assertThatIllegalArgumentException()
        .isThrownBy(
            () ->
                new CounterIncrements(
                    Duration.ZERO, OptionalDouble.empty(), OptionalLong.empty(), GAP));
    assertThatIllegalArgumentException()
        .isThrownBy(
            () -> ActivityRuleJson.read("{\"kind\":\"reported\",\"maxGap\":\"PT5M\",\"minup\":1}"))
        .withMessageContaining("minup");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> ActivityRuleJson.read("{\"kind\":\"reported\",\"maxGap\":300}"))
        .withMessageContaining("maxGap");
    assertThatIllegalArgumentException().isThrownBy(() -> ActivityRuleJson.read("nonsense"));
  }

  @Test
  void saysEverythingThatIsWrongAtOnce() {
    assertThat(
            faults(
                "{\"kind\":\"power\",\"inUseAboveW\":\"x\",\"inUseBelowW\":1,\"marginW\":2,"
                    + "\"maxGap\":7,\"shoe\":1}"))
        .containsExactlyInAnyOrder(
            "maxGap is a duration such as PT5M",
            "inUseAboveW is a number, not \"x\"",
            "standbyAboveW is missing",
            "give the ...BelowW, or marginW, or marginPercent",
            "this kind of activity rule has no [shoe]");
    assertThat(
            faults(
                "{\"kind\":\"power\",\"inUseAboveW\":1,\"standbyAboveW\":2,\"minUp\":\"P1D\","
                    + "\"maxGap\":\"PT0S\"}"))
        .hasSize(3);
    assertThat(faults("{\"kind\":\"\"}")).hasSize(2);
    assertThat(faults("{\"kind\":[]}")).hasSize(2);
    assertThat(faults("{}")).containsExactlyInAnyOrder("kind is missing", "maxGap is missing");
  }

  @Test
  void refusesLengthsThatNothingCanBeReckonedWith() {
    for (String length : List.of("PT0.0000001S", "P400D", "PT2562047788015215H", "-PT5M")) {
      assertThat(faults("{\"kind\":\"reported\",\"maxGap\":\"" + length + "\"}"))
          .as(length)
          .containsExactly("maxGap is from PT1S to PT8784H");
      assertThat(
              faults(
                  "{\"kind\":\"counter\",\"idleAfter\":\"%1$s\",\"maxGap\":\"%1$s\"}"
                      .formatted(length)))
          .as(length)
          .hasSize(2);
    }
  }

  @Test
  void aStoredRuleOfAnEarlierVersionNeverStopsAnything() {
    assertThat(stored("PT0.0000001S")).isEqualTo(new Reported(Duration.ofSeconds(1)));
    assertThat(stored("PT2562047788015215H")).isEqualTo(new Reported(Duration.ofDays(366)));
    assertThat(stored("PT5M")).isEqualTo(new Reported(GAP));
  }

  private static ActivityRule stored(String gap) {
    return ActivityRuleJson.stored("{\"kind\":\"reported\",\"maxGap\":\"" + gap + "\"}");
  }

  private static List<String> faults(String json) {
    return catchThrowableOfType(InvalidRuleException.class, () -> ActivityRuleJson.read(json))
        .faults();
  }
}
