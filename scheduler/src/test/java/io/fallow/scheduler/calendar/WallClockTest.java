package io.fallow.scheduler.calendar;

import static java.time.DayOfWeek.SUNDAY;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WallClockTest {

  private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");

  /** Each starts a few days before a clock change of its zone, but for the zone that has none. */
  @ParameterizedTest
  @CsvSource({
    "Europe/Berlin,       2026-03-26T00:00:00Z",
    "Europe/Berlin,       2026-10-22T00:00:00Z",
    "America/Chicago,     2026-03-05T00:00:00Z",
    "America/Chicago,     2026-10-29T00:00:00Z",
    "Australia/Lord_Howe, 2026-04-02T00:00:00Z",
    "Australia/Lord_Howe, 2026-10-01T00:00:00Z",
    "Asia/Kathmandu,      2026-06-01T00:00:00Z",
    "Asia/Seoul,          2026-06-01T00:00:00Z",
    "America/Sao_Paulo,   2018-11-01T00:00:00Z",
    "Africa/Casablanca,   2026-02-12T00:00:00Z",
    "Pacific/Apia,        2011-12-27T00:00:00Z"
  })
  void isOpenExactlyWhenTheClockShowsATimeWithinTheHours(ZoneId zone, Instant from) {
    Random random = new Random(zone.hashCode());
    for (int round = 0; round < 20; round++) {
      List<WeeklyOpening> openings = someOpenings(random);
      TimeRange within =
          TimeRange.from(
              from.plus(Duration.ofMinutes(5L * random.nextInt(300))),
              Duration.ofMinutes(5L * (1 + random.nextInt(2300))));
      TimeRanges open = hours(zone, openings, within);
      for (Instant at = within.start(); at.isBefore(within.end()); at = at.plusSeconds(300)) {
        LocalDateTime clock = LocalDateTime.ofInstant(at, zone);
        assertThat(open.contains(at))
            .as("%s, %s", clock, openings)
            .isEqualTo(shows(openings, clock));
      }
      assertThat(open.complementWithin(within).length().plus(open.length()))
          .isEqualTo(within.length());
    }
  }

  private static boolean shows(List<WeeklyOpening> openings, LocalDateTime clock) {
    return openings.stream()
        .filter(opening -> opening.day() == clock.getDayOfWeek())
        .filter(opening -> !clock.toLocalTime().isBefore(opening.opens()))
        .anyMatch(
            opening ->
                opening.closes().equals(LocalTime.MIDNIGHT)
                    || clock.toLocalTime().isBefore(opening.closes()));
  }

  private static List<WeeklyOpening> someOpenings(Random random) {
    List<WeeklyOpening> openings = new ArrayList<>();
    for (int count = 1 + random.nextInt(10); count > 0; count--) {
      int opens = random.nextInt(287);
      int closes = opens + 1 + random.nextInt(288 - opens);
      openings.add(
          new WeeklyOpening(
              DayOfWeek.of(1 + random.nextInt(7)), clock(opens), clock(closes % 288)));
    }
    return openings;
  }

  private static LocalTime clock(int fiveMinutes) {
    return LocalTime.MIDNIGHT.plusMinutes(5L * fiveMinutes);
  }

  @Test
  void losesTheHourThatTheClockSkips() {
    TimeRanges open = hours("02:30", "05:00", LocalDate.parse("2026-03-29"));
    assertThat(open).hasToString("[2026-03-29T01:00:00Z, 2026-03-29T03:00:00Z)");
  }

  @Test
  void hasNothingOfHoursThatTheClockSkipsAltogether() {
    assertThat(hours("02:00", "03:00", LocalDate.parse("2026-03-29")).isEmpty()).isTrue();
  }

  @Test
  void hasTwiceTheHourThatTheClockRepeats() {
    TimeRanges open = hours("02:00", "03:00", LocalDate.parse("2026-10-25"));
    assertThat(open).hasToString("[2026-10-25T00:00:00Z, 2026-10-25T02:00:00Z)");
  }

  @Test
  void opensTwiceWhereTheClockShowsTheOpeningTimeTwice() {
    TimeRanges open = hours("02:30", "04:00", LocalDate.parse("2026-10-25"));
    assertThat(open)
        .hasToString(
            "[2026-10-25T00:30:00Z, 2026-10-25T01:00:00Z), "
                + "[2026-10-25T01:30:00Z, 2026-10-25T03:00:00Z)");
  }

  @ParameterizedTest
  @CsvSource({"2026-03-29, 23", "2026-10-25, 25", "2026-11-21, 24"})
  void knowsDaysOf23And25Hours(LocalDate day, int hours) {
    TimeRange around =
        new TimeRange(
            day.minusDays(3).atStartOfDay(BERLIN).toInstant(),
            day.plusDays(3).atStartOfDay(BERLIN).toInstant());
    TimeRanges closed = new WallClock(BERLIN).days(Set.of(day), around);
    assertThat(closed.length()).isEqualTo(Duration.ofHours(hours));
    assertThat(closed.ranges())
        .containsExactly(
            new TimeRange(
                day.atStartOfDay(BERLIN).toInstant(),
                day.plusDays(1).atStartOfDay(BERLIN).toInstant()));
  }

  @Test
  void joinsHoursThatRunOverMidnight() {
    TimeRange week = TimeRange.from(Instant.parse("2026-11-16T00:00:00Z"), Duration.ofDays(7));
    TimeRanges open =
        hours(BERLIN, WeeklyOpening.on(List.of(DayOfWeek.MONDAY), "22:00", "06:00"), week);
    assertThat(open).hasToString("[2026-11-16T21:00:00Z, 2026-11-17T05:00:00Z)");
  }

  @Test
  void isOpenWithoutAGapWhenItAlwaysIs() {
    TimeRange year = TimeRange.from(Instant.parse("2026-01-01T00:00:00Z"), Duration.ofDays(365));
    TimeRanges open = hours(BERLIN, WeeklyOpening.always(), year);
    assertThat(open).isEqualTo(TimeRanges.of(year));
  }

  private static TimeRanges hours(String opens, String closes, LocalDate sunday) {
    TimeRange day =
        new TimeRange(
            sunday.atStartOfDay(BERLIN).toInstant(),
            sunday.plusDays(1).atStartOfDay(BERLIN).toInstant());
    return hours(BERLIN, WeeklyOpening.on(List.of(SUNDAY), opens, closes), day);
  }

  private static TimeRanges hours(ZoneId zone, List<WeeklyOpening> week, TimeRange within) {
    Schedule schedule =
        new Schedule(Schedule.Hours.NONE, new Schedule.Hours(week, Map.of()), Map.of());
    return new WallClock(zone).hours(schedule::on, within);
  }
}
