package io.fallow.sim.world;

import static io.fallow.sim.device.WeekPattern.EVERY_DAY;
import static io.fallow.sim.device.WeekPattern.WEEKDAYS;
import static io.fallow.sim.world.Assets.REPORTED;
import static io.fallow.sim.world.Assets.alwaysOn;
import static io.fallow.sim.world.Assets.asset;
import static io.fallow.sim.world.Assets.metered;
import static io.fallow.sim.world.Assets.power;
import static io.fallow.sim.world.Assets.rhythm;
import static io.fallow.sim.world.Assets.switched;
import static io.fallow.sim.world.Assets.telling;
import static java.time.DayOfWeek.MONDAY;
import static java.time.DayOfWeek.SATURDAY;
import static java.time.DayOfWeek.SUNDAY;
import static java.time.DayOfWeek.THURSDAY;
import static java.time.DayOfWeek.TUESDAY;
import static java.time.DayOfWeek.WEDNESDAY;

import io.fallow.scheduler.calendar.WeeklyOpening;
import io.fallow.sim.device.DeviceModel;
import io.fallow.sim.device.DeviceModel.Mishaps;
import io.fallow.sim.device.DeviceModel.Power;
import io.fallow.sim.device.HolidayCalendar;
import io.fallow.sim.device.WeekPattern;
import io.fallow.telemetry.registry.ActivityRule;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** The facilities of the hospital group. */
final class Hospitals {

  private static final Set<DayOfWeek> WEEKEND = Set.of(SATURDAY, SUNDAY);

  private Hospitals() {}

  static DemoFacility konstanz() {
    return new DemoFacility(
        "konstanz",
        "Lakeside Konstanz",
        ZoneId.of("Europe/Berlin"),
        47.664,
        9.176,
        HolidayCalendar.BADEN_WUERTTEMBERG,
        "konstanz-gw",
        hours("17:00", "24:00", "08:00", "20:00"),
        List.of(
            asset("mri-1", "MRI 1, 3 T", "mri", Set.of("3t", "cardiac"), REPORTED, mri(0.85))
                .shared(hours("18:00", "06:00", "00:00", "24:00")),
            asset("mri-2", "MRI 2, 1.5 T", "mri", Set.of("1.5t"), REPORTED, mri(0.6))
                .lockedOut(days(3, "08:00", 8, "Magnet service")),
            asset("ct-1", "CT emergency", "ct", Set.of("128-slice"), REPORTED, ct(0.7, 0.25)),
            asset("us-1", "Ultrasound room 4", "ultrasound", Set.of("doppler"), usRule(), us(0.7)),
            asset("us-2", "Ultrasound room 5", "ultrasound", Set.of(), usRule(), us(0.45)),
            asset("litho-1", "Lithotripter", "lithotripter", Set.of(), REPORTED, lithotripter()),
            asset("vent-1", "Ventilator 1", "ventilator", Set.of("icu"), REPORTED, lung(0.6))
                .shared(WeeklyOpening.always()),
            asset("vent-2", "Ventilator 2", "ventilator", Set.of("transport"), REPORTED, lung(0.15))
                .shared(WeeklyOpening.always())));
  }

  static DemoFacility chicago() {
    return new DemoFacility(
        "chicago",
        "Lakeside Chicago",
        ZoneId.of("America/Chicago"),
        41.895,
        -87.621,
        HolidayCalendar.USA,
        "chicago-gw",
        hours("18:00", "06:00", "00:00", "24:00"),
        List.of(
            asset("mri-3", "MRI Streeterville", "mri", Set.of("3t"), REPORTED, mri(0.9)),
            asset("ct-2", "CT trauma", "ct", Set.of("256-slice"), REPORTED, ct(0.8, 0.4)),
            asset("ct-3", "CT outpatients", "ct", Set.of("64-slice"), REPORTED, ct(0.5, 0.02)),
            asset("us-3", "Ultrasound suite", "ultrasound", Set.of("4d"), usRule(), us(0.6)),
            asset("litho-2", "Lithotripter", "lithotripter", Set.of(), REPORTED, lithotripter())
                .lockedOut(days(1, "00:00", 24 * 7, "Failed its yearly safety check")),
            asset("vent-3", "Ventilator 3", "ventilator", Set.of("icu"), REPORTED, lung(0.7))
                .shared(WeeklyOpening.always()),
            asset("vent-4", "Ventilator 4", "ventilator", Set.of("icu"), REPORTED, lung(0.2))
                .shared(WeeklyOpening.always())));
  }

  /** Examinations by day with a slack noon, few in the evening and on Saturday. */
  private static DeviceModel mri(double share) {
    WeekPattern week =
        WeekPattern.idle()
            .busy(WEEKDAYS, 7, 12, share)
            .busy(WEEKDAYS, 12, 13, share * 0.35)
            .busy(WEEKDAYS, 13, 17, share * 0.95)
            .busy(WEEKDAYS, 17, 20, share * 0.4)
            .busy(SATURDAY, 8, 12, share * 0.5);
    return alwaysOn(rhythm(week, 45, 15), new Power(0, 9_500, 9_500, 31_000, 0.15), 30);
  }

  /** Never quite idle: emergencies come at night, too. */
  private static DeviceModel ct(double day, double night) {
    WeekPattern week =
        WeekPattern.idle()
            .busy(EVERY_DAY, 0, 24, night * 0.5)
            .busy(WEEKDAYS, 18, 24, night)
            .busy(WEEKEND, 9, 22, night)
            .busy(WEEKDAYS, 7, 18, day);
    return alwaysOn(rhythm(week, 25, 8), new Power(0, 2_400, 2_400, 14_000, 0.3), 40);
  }

  private static DeviceModel us(double share) {
    WeekPattern week =
        WeekPattern.idle()
            .busy(WEEKDAYS, 8, 12, share)
            .busy(WEEKDAYS, 13, 16, share * 0.8)
            .busy(WEDNESDAY, 13, 16, 0);
    return metered(rhythm(week, 40, 12), new Power(1, 85, 110, 320, 0.15), 3, 40);
  }

  private static ActivityRule usRule() {
    return power(200, 30);
  }

  /** Two clinic days a week. */
  private static DeviceModel lithotripter() {
    WeekPattern week =
        WeekPattern.idle()
            .busy(TUESDAY, 8, 15, 0.75)
            .busy(THURSDAY, 8, 15, 0.75)
            .busy(MONDAY, 13, 16, 0.3);
    return switched(rhythm(week, 70, 35), new Power(6, 700, 1_600, 6_200, 0.2), 15, 35, 45);
  }

  /** Breathes for one patient for days on end. */
  private static DeviceModel lung(double share) {
    DeviceModel.Rhythm rhythm =
        new DeviceModel.Rhythm(
            WeekPattern.idle().busy(EVERY_DAY, 0, 24, share),
            Duration.ofDays(4),
            Duration.ofHours(9),
            28,
            0,
            List.of(),
            false);
    return telling(rhythm, 120, 0, new Mishaps(9, Duration.ofMinutes(2), Duration.ofMinutes(50)));
  }

  private static List<WeeklyOpening> hours(
      String weekdayOpens, String weekdayCloses, String weekendOpens, String weekendCloses) {
    List<WeeklyOpening> hours =
        new ArrayList<>(WeeklyOpening.on(WEEKDAYS, weekdayOpens, weekdayCloses));
    hours.addAll(WeeklyOpening.on(WEEKEND, weekendOpens, weekendCloses));
    return hours;
  }

  private static DemoLockout days(int ahead, String from, long hours, String reason) {
    return new DemoLockout(ahead, LocalTime.parse(from), Duration.ofHours(hours), reason);
  }
}
