package io.fallow.sim.world;

import static org.assertj.core.api.Assertions.assertThat;

import io.fallow.gateway.wire.Activity;
import io.fallow.sim.device.TruthInterval;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class DemoDevicesTest {

  private static final Instant FROM = Instant.parse("2026-10-24T20:00:00Z");
  private static final Instant TO = FROM.plus(Duration.ofDays(28));

  static Stream<DemoDevices.Placed> devices() {
    return DemoDevices.of(DemoWorld.standard(), 20261121).stream();
  }

  @ParameterizedTest
  @MethodSource("devices")
  void isNeitherAlwaysBusyNorAlwaysIdle(DemoDevices.Placed placed) {
    double busy = share(placed, Set.of(Activity.IN_USE));
    double idle = share(placed, Set.of(Activity.OFF, Activity.STANDBY));

    assertThat(busy).isBetween(0.02, 0.9);
    assertThat(idle).isBetween(0.09, 0.98);
  }

  @ParameterizedTest
  @MethodSource("devices")
  void speaksOftenEnoughToBeKnown(DemoDevices.Placed placed) {
    int readings = placed.device().readings(FROM, FROM.plus(Duration.ofDays(7))).size();

    assertThat(readings).isBetween(7 * 24 * 28, 7 * 24 * 125);
  }

  @Test
  void breaksSomethingNowAndThen() {
    Set<Activity> seen =
        devices()
            .flatMap(placed -> placed.device().truth(FROM, TO).stream())
            .map(TruthInterval::activity)
            .collect(Collectors.toSet());

    assertThat(seen)
        .containsExactlyInAnyOrder(Activity.OFF, Activity.STANDBY, Activity.IN_USE, Activity.FAULT);
  }

  private static double share(DemoDevices.Placed placed, Set<Activity> activities) {
    List<TruthInterval> truth = placed.device().truth(FROM, TO);
    return truth.stream()
            .filter(t -> activities.contains(t.activity()))
            .mapToLong(t -> Duration.between(t.start(), t.end()).toSeconds())
            .sum()
        / (double) Duration.between(FROM, TO).toSeconds();
  }
}
