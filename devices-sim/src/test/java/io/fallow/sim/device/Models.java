package io.fallow.sim.device;

import java.time.DayOfWeek;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Models for tests. */
final class Models {

  static final WeekPattern DAY_SHIFT =
      WeekPattern.idle()
          .busy(WeekPattern.WEEKDAYS, 8, 12, 0.8)
          .busy(WeekPattern.WEEKDAYS, 12, 13, 0.1)
          .busy(WeekPattern.WEEKDAYS, 13, 17, 0.6)
          .busy(DayOfWeek.SATURDAY, 9, 12, 0.3);

  private Models() {}

  static DeviceModel.Rhythm dayShift() {
    return new DeviceModel.Rhythm(
        DAY_SHIFT, Duration.ofMinutes(50), Duration.ofMinutes(15), 1, 0, List.of(), true);
  }

  static DeviceModel mill() {
    return new DeviceModel(
        dayShift(),
        new DeviceModel.Power(5, 900, 4_000, 18_000, 0.2),
        Duration.ofMinutes(10),
        Optional.of(Duration.ofMinutes(45)),
        new DeviceModel.Sensor(Duration.ofMinutes(1), true, true),
        new DeviceModel.Mishaps(10, Duration.ofHours(1), Duration.ofHours(6)),
        new DeviceModel.Mishaps(6, Duration.ofMinutes(3), Duration.ofHours(3)));
  }

  /** A model whose power alone is metered, which never breaks and is always heard. */
  static DeviceModel meteredSaw() {
    return new DeviceModel(
        dayShift(),
        new DeviceModel.Power(0, 200, 700, 5_000, 0.1),
        Duration.ofMinutes(5),
        Optional.of(Duration.ofMinutes(30)),
        new DeviceModel.Sensor(Duration.ofSeconds(30), false, true),
        DeviceModel.Mishaps.NEVER,
        DeviceModel.Mishaps.NEVER);
  }
}
