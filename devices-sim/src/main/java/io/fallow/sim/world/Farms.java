package io.fallow.sim.world;

import static io.fallow.sim.device.WeekPattern.EVERY_DAY;
import static io.fallow.sim.device.WeekPattern.WEEKDAYS;
import static io.fallow.sim.world.Assets.asset;
import static io.fallow.sim.world.Assets.telling;
import static java.time.DayOfWeek.SATURDAY;

import io.fallow.scheduler.calendar.WeeklyOpening;
import io.fallow.sim.device.DeviceModel;
import io.fallow.sim.device.DeviceModel.Mishaps;
import io.fallow.sim.device.DeviceModel.Rhythm;
import io.fallow.sim.device.HolidayCalendar;
import io.fallow.sim.device.WeekPattern;
import io.fallow.telemetry.registry.ActivityRule;
import java.time.Duration;
import java.time.ZoneId;
import java.util.List;
import java.util.Set;

/** The yard of the farm-machinery cooperative. Its machines report by mobile radio. */
final class Farms {

  private static final ActivityRule REPORTED = new ActivityRule.Reported(Duration.ofMinutes(10));

  /** January to December: ploughing in autumn, drilling in spring. */
  private static final List<Double> TRACTOR_SEASON =
      List.of(0.3, 0.4, 0.9, 1.0, 0.8, 0.7, 0.9, 1.0, 1.0, 0.9, 0.6, 0.3);

  /** Grain in summer, maize until November. */
  private static final List<Double> HARVEST =
      List.of(0.0, 0.0, 0.0, 0.0, 0.02, 0.3, 1.0, 1.0, 0.5, 0.7, 0.3, 0.0);

  private static final List<Double> SPRAYING =
      List.of(0.05, 0.1, 0.6, 1.0, 1.0, 0.8, 0.5, 0.4, 0.6, 0.5, 0.3, 0.05);

  private static final Mishaps OUT_OF_COVERAGE =
      new Mishaps(2, Duration.ofMinutes(3), Duration.ofMinutes(100));

  private Farms() {}

  static DemoFacility biberach() {
    return new DemoFacility(
        "biberach",
        "Fieldring Biberach",
        ZoneId.of("Europe/Berlin"),
        48.098,
        9.787,
        HolidayCalendar.BADEN_WUERTTEMBERG,
        "biberach-gw",
        WeeklyOpening.on(EVERY_DAY, "06:00", "22:00"),
        List.of(
            tractor("tractor-1", "Tractor 310 hp", "310hp", 0.8),
            tractor("tractor-2", "Tractor 240 hp", "240hp", 0.65),
            tractor("tractor-3", "Tractor 180 hp", "180hp", 0.5),
            tractor("tractor-4", "Tractor 120 hp, front loader", "120hp", 0.3),
            combine("combine-1", "Combine 7.7 m", 0.9),
            combine("combine-2", "Combine 9.3 m", 0.75),
            asset(
                "sprayer-1",
                "Self-propelled sprayer 36 m",
                "sprayer",
                Set.of("36m"),
                REPORTED,
                device(morningsAndEvenings(), 150, SPRAYING, 0.4))));
  }

  private static DemoAsset tractor(String code, String name, String power, double share) {
    WeekPattern week =
        WeekPattern.idle()
            .busy(WEEKDAYS, 7, 12, share)
            .busy(WEEKDAYS, 12, 13, share * 0.3)
            .busy(WEEKDAYS, 13, 19, share * 0.9)
            .busy(SATURDAY, 7, 17, share * 0.7);
    return asset(
        code,
        name,
        "tractor",
        Set.of(power, "isobus"),
        REPORTED,
        device(week, 200, TRACTOR_SEASON, 0.15));
  }

  /** Dew keeps it in the yard until ten; then it threshes into the night, Sundays too. */
  private static DemoAsset combine(String code, String name, double share) {
    WeekPattern week = WeekPattern.idle().busy(EVERY_DAY, 10, 22, share);
    return asset(
        code, name, "combine", Set.of("maize", "grain"), REPORTED, device(week, 240, HARVEST, 0.3));
  }

  private static WeekPattern morningsAndEvenings() {
    return WeekPattern.idle().busy(EVERY_DAY, 5, 10, 0.7).busy(EVERY_DAY, 17, 21, 0.6);
  }

  /**
   * Work in the fields.
   *
   * @param rain share of days on which it stays in the yard
   */
  private static DeviceModel device(
      WeekPattern week, int cycleMinutes, List<Double> season, double rain) {
    Rhythm rhythm =
        new Rhythm(
            week, Duration.ofMinutes(cycleMinutes), Duration.ofMinutes(40), 1, rain, season, true);
    return telling(rhythm, 8, 25, OUT_OF_COVERAGE);
  }
}
