package io.fallow.sim.world;

import static io.fallow.sim.device.WeekPattern.EVERY_DAY;
import static io.fallow.sim.device.WeekPattern.WEEKDAYS;
import static io.fallow.sim.world.Assets.REPORTED;
import static io.fallow.sim.world.Assets.asset;
import static io.fallow.sim.world.Assets.metered;
import static io.fallow.sim.world.Assets.power;
import static io.fallow.sim.world.Assets.rhythm;
import static io.fallow.sim.world.Assets.switched;
import static java.time.DayOfWeek.SATURDAY;

import io.fallow.scheduler.calendar.WeeklyOpening;
import io.fallow.sim.device.DeviceModel;
import io.fallow.sim.device.DeviceModel.Power;
import io.fallow.sim.device.DeviceModel.Rhythm;
import io.fallow.sim.device.HolidayCalendar;
import io.fallow.sim.device.WeekPattern;
import io.fallow.telemetry.registry.ActivityRule;
import java.time.Duration;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The facilities of the contract machine shop. */
final class MachineShops {

  private MachineShops() {}

  static DemoFacility esslingen() {
    return new DemoFacility(
        "esslingen",
        "Forge Esslingen",
        ZoneId.of("Europe/Berlin"),
        48.742,
        9.311,
        HolidayCalendar.BADEN_WUERTTEMBERG,
        "esslingen-gw",
        WeeklyOpening.always(),
        List.of(
            asset("mill-1", "Five-axis mill 1", "five_axis_mill", big(), REPORTED, mill(lateToo())),
            asset("mill-2", "Five-axis mill 2", "five_axis_mill", big(), REPORTED, mill(nights())),
            asset(
                "mill-3",
                "Five-axis mill 3",
                "five_axis_mill",
                Set.of(),
                REPORTED,
                mill(oneShift())),
            asset("lathe-1", "Turning centre", "turning_center", Set.of(), REPORTED, lathe()),
            asset(
                    "laser-1",
                    "Fibre laser 6 kW",
                    "laser_cutter",
                    Set.of("steel"),
                    laserRule(),
                    laser(0.8))
                .lockedOut(lockout(2, "06:00", 8, "Beam calibration overdue")),
            asset(
                "laser-2",
                "CO2 laser 4 kW",
                "laser_cutter",
                Set.of("steel"),
                laserRule(),
                laser(0.4)),
            asset("press-1", "Press brake 160 t", "press_brake", Set.of(), pressRule(), press(0.6)),
            asset("press-2", "Press brake 80 t", "press_brake", Set.of(), pressRule(), press(0.3)),
            asset("edm-1", "Wire EDM", "wire_edm", Set.of("tungsten"), REPORTED, edm()),
            asset("cmm-1", "Measuring machine", "measuring_machine", Set.of(), REPORTED, cmm())));
  }

  /** A line without a device: it waits for the log of its meter. */
  static DemoFacility gwangyang() {
    return new DemoFacility(
        "gwangyang",
        "Forge Gwangyang",
        ZoneId.of("Asia/Seoul"),
        34.941,
        127.696,
        HolidayCalendar.NONE,
        "gwangyang-meter",
        WeeklyOpening.always(),
        List.of(
            new DemoAsset(
                "steel-line",
                "Steel line",
                "rolling_line",
                Set.of("coil", "plate"),
                STEEL_LINE_RULE,
                Optional.empty(),
                List.of(),
                List.of())));
  }

  /**
   * The line's quarter-hours gather below 40 kW (standing) and above 100 kW (rolling), with few in
   * between, and never fall below 9 kW. Its meter speaks each quarter of an hour.
   */
  private static final ActivityRule STEEL_LINE_RULE =
      new ActivityRule.PowerThreshold(50_000, 5_000, Duration.ofMinutes(20));

  private static Set<String> big() {
    return Set.of("1200mm", "titanium");
  }

  private static WeekPattern oneShift() {
    return WeekPattern.idle()
        .busy(WEEKDAYS, 7, 12, 0.65)
        .busy(WEEKDAYS, 12, 13, 0.15)
        .busy(WEEKDAYS, 13, 16, 0.55);
  }

  private static WeekPattern lateToo() {
    return WeekPattern.idle()
        .busy(WEEKDAYS, 6, 22, 0.85)
        .busy(WEEKDAYS, 14, 15, 0.3)
        .busy(SATURDAY, 6, 12, 0.5);
  }

  /** Long jobs run on alone through the nights. */
  private static WeekPattern nights() {
    return WeekPattern.idle()
        .busy(WEEKDAYS, 0, 6, 0.55)
        .busy(WEEKDAYS, 6, 18, 0.8)
        .busy(WEEKDAYS, 18, 24, 0.6);
  }

  private static DeviceModel mill(WeekPattern week) {
    return switched(rhythm(week, 150, 30), new Power(12, 1_700, 5_200, 16_500, 0.25), 20, 90, 18);
  }

  private static DeviceModel lathe() {
    return switched(
        rhythm(oneShift(), 60, 15), new Power(8, 1_100, 3_000, 9_000, 0.25), 10, 60, 25);
  }

  private static DeviceModel laser(double share) {
    WeekPattern week =
        WeekPattern.idle()
            .busy(WEEKDAYS, 6, 14, share)
            .busy(WEEKDAYS, 14, 21, share * 0.6)
            .busy(SATURDAY, 6, 11, share * 0.3);
    return metered(rhythm(week, 75, 20), new Power(35, 3_100, 6_000, 24_000, 0.2), 12, 50);
  }

  private static ActivityRule laserRule() {
    return power(10_000, 500);
  }

  private static DeviceModel press(double share) {
    WeekPattern week =
        WeekPattern.idle()
            .busy(WEEKDAYS, 7, 12, share)
            .busy(WEEKDAYS, 12, 13, share * 0.2)
            .busy(WEEKDAYS, 13, 16, share);
    return metered(rhythm(week, 55, 18), new Power(4, 650, 900, 7_200, 0.3), 2, 60);
  }

  private static ActivityRule pressRule() {
    return power(2_500, 100);
  }

  /** One job takes half a day, whatever the hour. */
  private static DeviceModel edm() {
    WeekPattern week = WeekPattern.idle().busy(EVERY_DAY, 0, 24, 0.1).busy(WEEKDAYS, 8, 24, 0.75);
    Rhythm rhythm =
        new Rhythm(week, Duration.ofHours(12), Duration.ofHours(3), 7, 0.05, List.of(), true);
    return switched(rhythm, new Power(9, 900, 1_500, 4_800, 0.1), 10, 120, 35);
  }

  private static DeviceModel cmm() {
    WeekPattern week = WeekPattern.idle().busy(WEEKDAYS, 8, 16, 0.35);
    return switched(rhythm(week, 50, 15), new Power(3, 420, 500, 950, 0.1), 5, 120, 0);
  }

  private static DemoLockout lockout(int ahead, String from, long hours, String reason) {
    return new DemoLockout(ahead, LocalTime.parse(from), Duration.ofHours(hours), reason);
  }
}
