package io.fallow.sim.device;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.DayOfWeek;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class DeviceModelTest {

  @Test
  void refusesBreakdownsThatItsMeterCouldNotTell() {
    DeviceModel saw = Models.meteredSaw();
    DeviceModel.Mishaps often =
        new DeviceModel.Mishaps(5, Duration.ofHours(1), Duration.ofHours(2));

    assertThatThrownBy(
            () ->
                new DeviceModel(
                    saw.rhythm(),
                    saw.power(),
                    saw.warmUp(),
                    saw.standbyAfter(),
                    saw.sensor(),
                    often,
                    saw.silences()))
        .hasMessageContaining("breakdown");
  }

  @Test
  void refusesASensorThatReportsNothing() {
    assertThatThrownBy(() -> new DeviceModel.Sensor(Duration.ofMinutes(1), false, false))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void refusesASeasonOfElevenMonths() {
    assertThatThrownBy(
            () ->
                new DeviceModel.Rhythm(
                    Models.DAY_SHIFT,
                    Duration.ofHours(1),
                    Duration.ZERO,
                    1,
                    0,
                    List.of(1.0, 1.0, 1.0, 1.0, 1.0, 1.0, 1.0, 1.0, 1.0, 1.0, 1.0),
                    false))
        .hasMessageContaining("each month");
  }

  @Test
  void refusesToRestLongerThanItLooksBack() {
    DeviceModel mill = Models.mill();

    assertThatThrownBy(
            () ->
                new DeviceModel(
                    mill.rhythm(),
                    mill.power(),
                    mill.warmUp(),
                    Optional.of(Duration.ofHours(13)),
                    mill.sensor(),
                    mill.breakdowns(),
                    mill.silences()))
        .hasMessageContaining("PT12H");
  }

  @Test
  void readsAPatternByDayAndHour() {
    assertThat(Models.DAY_SHIFT.at(DayOfWeek.FRIDAY, 16)).isEqualTo(0.6);
    assertThat(Models.DAY_SHIFT.at(DayOfWeek.FRIDAY, 17)).isZero();
    assertThatThrownBy(() -> Models.DAY_SHIFT.busy(DayOfWeek.MONDAY, 5, 25, 0.5))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
