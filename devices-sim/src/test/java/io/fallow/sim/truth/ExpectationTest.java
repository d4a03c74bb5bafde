package io.fallow.sim.truth;

import static org.assertj.core.api.Assertions.assertThat;

import io.fallow.gateway.wire.Activity;
import io.fallow.gateway.wire.Reading;
import io.fallow.sim.world.DemoDevices;
import io.fallow.sim.world.DemoWorld;
import io.fallow.telemetry.registry.ActivityRule;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ExpectationTest {

  private static final Instant FROM = Instant.parse("2026-10-24T20:00:00Z");
  private static final Instant TO = FROM.plus(Duration.ofDays(28));

  static Stream<DemoDevices.Placed> devices() {
    return DemoDevices.of(DemoWorld.standard(), 20261121).stream();
  }

  @ParameterizedTest
  @MethodSource("devices")
  void isMetToNinetyNinePercentByWhateverReadingsTell(DemoDevices.Placed placed) {
    ActivityRule rule = placed.asset().rule();
    List<Span> expected = Expectation.of(placed.device(), rule.maxGap(), FROM, TO);
    List<Span> derived = fold(placed.device().readings(FROM, TO), rule);

    assertThat(Comparison.of(expected, derived).share()).as(placed.publicId()).isGreaterThan(0.993);
  }

  @Test
  void tilesTheTime() {
    DemoDevices.Placed placed = devices().findFirst().orElseThrow();
    List<Span> expected = Expectation.of(placed.device(), Duration.ofMinutes(5), FROM, TO);

    assertThat(expected.get(0).start()).isEqualTo(FROM);
    assertThat(expected.get(expected.size() - 1).end()).isEqualTo(TO);
    for (int i = 1; i < expected.size(); i++) {
      assertThat(expected.get(i).start()).isEqualTo(expected.get(i - 1).end());
    }
  }

  @Test
  void knowsNothingInLongSilences() {
    long silent =
        devices()
            .flatMap(p -> Expectation.of(p.device(), p.asset().rule().maxGap(), FROM, TO).stream())
            .filter(span -> span.activity() == Activity.UNKNOWN)
            .filter(span -> span.length().compareTo(Duration.ofMinutes(10)) > 0)
            .count();

    assertThat(silent).isBetween(20L, 400L);
  }

  /** What each reading says, until the next one or until it has spoken long enough. */
  private static List<Span> fold(List<Reading> readings, ActivityRule rule) {
    List<Span> spans = new ArrayList<>();
    for (int i = 0; i < readings.size(); i++) {
      Reading reading = readings.get(i);
      Instant fades = reading.time().plus(rule.maxGap());
      Instant next = i + 1 < readings.size() ? readings.get(i + 1).time() : TO;
      spans.add(new Span(reading.time(), fades.isBefore(next) ? fades : next, says(rule, reading)));
    }
    return spans;
  }

  private static Activity says(ActivityRule rule, Reading reading) {
    Activity reported = reading.activity().orElse(Activity.UNKNOWN);
    boolean asReported = reported == Activity.FAULT || reading.powerW().isEmpty();
    if (asReported || !(rule instanceof ActivityRule.PowerThreshold power)) {
      return reported;
    }
    double watts = reading.powerW().getAsDouble();
    if (watts >= power.inUseAboveW()) {
      return Activity.IN_USE;
    }
    return watts >= power.standbyAboveW() ? Activity.STANDBY : Activity.OFF;
  }
}
