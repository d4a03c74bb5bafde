package io.fallow.scheduler.calendar;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ScheduleTest {

  private static final LocalDate MONDAY = LocalDate.parse("2026-11-23");
  private static final DayHours MORNING = hours("08:00", "12:00");
  private static final DayHours EVENING = hours("18:00", "22:00");

  @Test
  void holdsOnlyFromItsFirstDayToItsLast() {
    Schedule schedule = facility(mondays(MORNING).during(days(MONDAY, MONDAY.plusDays(7))));
    assertThat(schedule.on(MONDAY)).containsExactly(MORNING);
    assertThat(schedule.on(MONDAY.plusDays(7))).containsExactly(MORNING);
    assertThat(schedule.on(MONDAY.minusDays(7))).isEmpty();
    assertThat(schedule.on(MONDAY.plusDays(14))).isEmpty();
  }

  @Test
  void takesTheFacilitysHoursOnDaysOnWhichNoneOfTheAssetsHold() {
    Schedule schedule =
        new Schedule(
            week(mondays(EVENING).during(days(MONDAY, MONDAY))), week(mondays(MORNING)), Map.of());
    assertThat(schedule.on(MONDAY)).containsExactly(EVENING);
    assertThat(schedule.on(MONDAY.plusDays(7))).containsExactly(MORNING);
  }

  @Test
  void isClosedOnAWeekdayThatTheAssetsOwnHoursLeaveOut() {
    Schedule schedule =
        new Schedule(
            week(new WeeklyOpening(DayOfWeek.TUESDAY, EVENING, Validity.ALWAYS)),
            week(mondays(MORNING)),
            Map.of());
    assertThat(schedule.on(MONDAY)).isEmpty();
  }

  @Test
  void putsAnExceptionBeforeTheWeekAndBeforeAHoliday() {
    Schedule schedule =
        new Schedule(
            Schedule.Hours.NONE,
            new Schedule.Hours(List.of(mondays(MORNING)), exception(MONDAY, EVENING)),
            Map.of(MONDAY, "fair"));
    assertThat(schedule.on(MONDAY)).containsExactly(EVENING);
    assertThat(schedule.closedDays()).isEmpty();
  }

  @Test
  void putsAnAssetsExceptionBeforeItsFacilitys() {
    Schedule schedule =
        new Schedule(
            new Schedule.Hours(List.of(), exception(MONDAY, EVENING)),
            new Schedule.Hours(List.of(mondays(MORNING)), exception(MONDAY)),
            Map.of());
    assertThat(schedule.on(MONDAY)).containsExactly(EVENING);
    assertThat(schedule.closedDays()).isEmpty();
  }

  @Test
  void closesADayByAnExceptionWithoutHours() {
    Schedule schedule =
        new Schedule(
            week(mondays(EVENING)),
            new Schedule.Hours(List.of(mondays(MORNING)), exception(MONDAY)),
            Map.of());
    assertThat(schedule.on(MONDAY)).isEmpty();
    assertThat(schedule.closedDays()).containsExactly(Map.entry(MONDAY, "special"));
  }

  /** Each starts a few days before a clock change of its zone, but for the zone that has none. */
  @ParameterizedTest
  @CsvSource({
    "Europe/Berlin,       2026-03-25T00:00:00Z",
    "Europe/Berlin,       2026-10-20T00:00:00Z",
    "Australia/Lord_Howe, 2026-04-01T00:00:00Z",
    "Australia/Lord_Howe, 2026-10-01T00:00:00Z",
    "Africa/Casablanca,   2026-02-12T00:00:00Z",
    "Asia/Kolkata,        2026-06-01T00:00:00Z",
    "America/St_Johns,    2026-03-05T00:00:00Z",
    "America/St_Johns,    2026-10-28T00:00:00Z",
    "Pacific/Apia,        2011-12-27T00:00:00Z"
  })
  void isOpenExactlyWhenTheClockShowsATimeWithinTheHoursOfItsDay(ZoneId zone, Instant from) {
    Random random = new Random(zone.hashCode());
    LocalDate first = LocalDate.ofInstant(from, zone);
    for (int round = 0; round < 20; round++) {
      Schedule schedule =
          new Schedule(
              random.nextBoolean() ? Schedule.Hours.NONE : some(random, first),
              some(random, first),
              random.nextBoolean() ? Map.of() : Map.of(first.plusDays(random.nextInt(7)), "fair"));
      TimeRange within = TimeRange.from(from, Duration.ofMinutes(15L * (1 + random.nextInt(700))));
      WallClock clock = new WallClock(zone);
      TimeRanges open =
          clock
              .hours(schedule::on, within)
              .minus(clock.days(schedule.closedDays().keySet(), within));
      for (Instant at = from; at.isBefore(within.end()); at = at.plusSeconds(300)) {
        LocalDateTime shown = LocalDateTime.ofInstant(at, zone);
        assertThat(open.contains(at))
            .as("%s, %s", shown, schedule)
            .isEqualTo(isOpen(schedule, shown));
      }
    }
  }

  /** The rules, said the long way round. */
  private static boolean isOpen(Schedule schedule, LocalDateTime at) {
    LocalDate day = at.toLocalDate();
    OpeningException own = schedule.own().exceptions().get(day);
    OpeningException site = schedule.facility().exceptions().get(day);
    if (own != null) {
      return own.hours().stream().anyMatch(hours -> shows(hours, at.toLocalTime()));
    }
    if (site != null) {
      return site.hours().stream().anyMatch(hours -> shows(hours, at.toLocalTime()));
    }
    if (schedule.closed().containsKey(day)) {
      return false;
    }
    boolean hasOwn =
        schedule.own().week().stream().anyMatch(opening -> opening.validity().holdsOn(day));
    return (hasOwn ? schedule.own() : schedule.facility())
        .week().stream()
            .filter(opening -> opening.validity().holdsOn(day))
            .filter(opening -> opening.day() == day.getDayOfWeek())
            .anyMatch(opening -> shows(opening.hours(), at.toLocalTime()));
  }

  private static boolean shows(DayHours hours, LocalTime time) {
    return !time.isBefore(hours.opens())
        && (hours.closes().equals(LocalTime.MIDNIGHT) || time.isBefore(hours.closes()));
  }

  private static Schedule.Hours some(Random random, LocalDate first) {
    List<WeeklyOpening> week = new ArrayList<>();
    for (int count = random.nextInt(9); count > 0; count--) {
      Optional<LocalDate> from = maybe(random, first.plusDays(random.nextInt(4)));
      Optional<LocalDate> until = maybe(random, first.plusDays(4 + random.nextInt(4)));
      week.add(
          new WeeklyOpening(
              DayOfWeek.of(1 + random.nextInt(7)), someHours(random), new Validity(from, until)));
    }
    Map<LocalDate, OpeningException> exceptions = new HashMap<>();
    for (int count = random.nextInt(3); count > 0; count--) {
      LocalDate day = first.plusDays(random.nextInt(8));
      exceptions.putAll(random.nextBoolean() ? exception(day) : exception(day, someHours(random)));
    }
    return new Schedule.Hours(week, exceptions);
  }

  private static Optional<LocalDate> maybe(Random random, LocalDate day) {
    return random.nextInt(3) > 0 ? Optional.empty() : Optional.of(day);
  }

  private static DayHours someHours(Random random) {
    int opens = random.nextInt(287);
    int closes = opens + 1 + random.nextInt(288 - opens);
    return new DayHours(
        LocalTime.MIDNIGHT.plusMinutes(5L * opens), LocalTime.MIDNIGHT.plusMinutes(5L * closes));
  }

  private static Schedule facility(WeeklyOpening opening) {
    return new Schedule(Schedule.Hours.NONE, week(opening), Map.of());
  }

  private static Schedule.Hours week(WeeklyOpening opening) {
    return new Schedule.Hours(List.of(opening), Map.of());
  }

  private static WeeklyOpening mondays(DayHours hours) {
    return new WeeklyOpening(DayOfWeek.MONDAY, hours, Validity.ALWAYS);
  }

  private static Map<LocalDate, OpeningException> exception(LocalDate day, DayHours... hours) {
    return Map.of(day, new OpeningException(day, List.of(hours), "special"));
  }

  private static Validity days(LocalDate from, LocalDate until) {
    return new Validity(Optional.of(from), Optional.of(until));
  }

  private static DayHours hours(String opens, String closes) {
    return new DayHours(LocalTime.parse(opens), LocalTime.parse(closes));
  }
}
