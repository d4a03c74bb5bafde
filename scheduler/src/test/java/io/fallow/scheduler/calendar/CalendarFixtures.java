package io.fallow.scheduler.calendar;

import io.fallow.telemetry.registry.Asset;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Calendars without a database. */
public final class CalendarFixtures {

  private CalendarFixtures() {}

  /** What is said of shared hours: of an asset or a facility. */
  public record Said(List<WeeklyOpening> week, Map<LocalDate, OpeningException> exceptions) {}

  /**
   * The calendar that such rows make.
   *
   * @param lockouts each time of a recurring one for itself
   */
  public static AssetCalendar calendar(
      Asset asset,
      TimeRange within,
      Said own,
      Said facility,
      Map<LocalDate, String> closedDays,
      List<Lockout> lockouts,
      Optional<Duration> runTimeLeft) {
    Schedule schedule = new Schedule(hours(own), hours(facility), closedDays);
    return new AssetCalendar(
        asset,
        within,
        new WallClock(asset.facility().zone()).hours(schedule::on, within),
        schedule.closedDays(),
        lockouts.stream().flatMap(each -> cut(each, within).stream()).toList(),
        Turnaround.NONE,
        runTimeLeft);
  }

  private static Schedule.Hours hours(Said said) {
    return new Schedule.Hours(said.week(), said.exceptions());
  }

  private static Optional<Lockout> cut(Lockout lockout, TimeRange within) {
    return lockout
        .during()
        .intersect(within)
        .map(part -> new Lockout(lockout.id(), lockout.kind(), part, lockout.reason()));
  }
}
