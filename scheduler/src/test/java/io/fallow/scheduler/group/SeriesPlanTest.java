package io.fallow.scheduler.group;

import static org.assertj.core.api.Assertions.assertThat;

import io.fallow.scheduler.calendar.Fault;
import io.fallow.scheduler.sharing.Viewer;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SeriesPlanTest {

  private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");
  private static final Viewer HANNA = new Viewer(1, "harbor", "hanna");

  @Test
  void eachTimeKeepsTheWallClockAcrossAClockChange() {
    List<Occurrence> times = times("2026-10-23T09:00", "FREQ=DAILY;COUNT=4");
    assertThat(times).extracting(Occurrence::number).containsExactly(1, 2, 3, 4);
    assertThat(times)
        .extracting(each -> each.during().start())
        .containsExactly(
            Instant.parse("2026-10-23T07:00:00Z"),
            Instant.parse("2026-10-24T07:00:00Z"),
            Instant.parse("2026-10-25T08:00:00Z"),
            Instant.parse("2026-10-26T08:00:00Z"));
    assertThat(times).allMatch(each -> each.during().length().equals(Duration.ofHours(2)));
    assertThat(times).allMatch(each -> each.clock().isEmpty());
  }

  @Test
  void namesATimeThatTheClockSkips() {
    List<Occurrence> times = times("2027-03-27T02:30", "FREQ=DAILY;COUNT=3");
    assertThat(times)
        .extracting(each -> each.clock().map(Fault::code).orElse(""))
        .containsExactly("", "nonexistent", "");
    assertThat(times.get(1).local()).isEqualTo(LocalDateTime.parse("2027-03-28T02:30"));
  }

  @Test
  void namesATimeThatTheClockShowsTwice() {
    List<Occurrence> times = times("2026-10-24T02:30", "FREQ=DAILY;COUNT=3");
    assertThat(times)
        .extracting(each -> each.clock().map(Fault::code).orElse(""))
        .containsExactly("", "ambiguous", "");
  }

  @Test
  void keepsATimeThatTheClockSkipsApartFromTheOneThatFollowsIt() {
    List<Occurrence> times = times("2027-03-28T01:30", "FREQ=HOURLY;COUNT=3");
    assertThat(times)
        .extracting(each -> each.local().toLocalTime().toString())
        .containsExactly("01:30", "02:30", "03:30");
  }

  @ParameterizedTest
  @CsvSource({
    "FREQ=WEEKLY;BYDAY=MO, endless",
    "FREQ=DAILY;UNTIL=20290101, too-far",
    "FREQ=DAILY;COUNT=201, too-many",
    "FREQ=HOURLY;COUNT=300, too-many"
  })
  void refusesARuleThatHasNoEndOrTooManyTimes(String rule, String code) {
    assertThat(codes("2026-11-23T09:00", 2, rule)).containsExactly(code);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "FREQ=SECONDLY",
        "FREQ=MINUTELY;INTERVAL=1",
        "FREQ=HOURLY;BYMINUTE=0,1,2,3,4,5;BYSECOND=0,1,2,3",
        "FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30",
        "FREQ=DAILY;COUNT=99999999999",
        "FREQ=DAILY;COUNT=2;UNTIL=20261231",
        "every day",
        ""
      })
  void refusesHostileRulesAtOnce(String rule) {
    Instant before = Instant.now();
    assertThat(codes("2026-11-23T09:00", 2, rule)).isNotEmpty();
    assertThat(Duration.between(before, Instant.now())).isLessThan(Duration.ofSeconds(1));
  }

  @Test
  void namesAllFaultsAtOnce() {
    assertThat(codes("2027-03-28T02:30", 24 * 500, "FREQ=SECONDLY"))
        .contains("range", "nonexistent")
        .hasSizeGreaterThanOrEqualTo(3);
  }

  private static List<Occurrence> times(String start, String rule) {
    return SeriesPlan.of(request(start, 2, rule), BERLIN)
        .fold(
            SeriesPlan::occurrences,
            faults -> {
              throw new AssertionError(faults.toString());
            });
  }

  private static List<String> codes(String start, int hours, String rule) {
    return SeriesPlan.of(request(start, hours, rule), BERLIN)
        .fold(
            plan -> {
              throw new AssertionError("accepted: " + plan);
            },
            faults -> faults.stream().map(Fault::code).toList());
  }

  private static SeriesRequest request(String start, int hours, String rule) {
    return new SeriesRequest(
        HANNA,
        "lakeside.mri",
        LocalDateTime.parse(start),
        Duration.ofHours(hours),
        rule,
        OnConflict.REFUSE,
        "");
  }
}
