package io.fallow.telemetry.usage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.fallow.gateway.wire.Activity;
import io.fallow.telemetry.registry.ActivityRule;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

final class UsageFoldTest {

  private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");
  private static final Frame REPORTED =
      new Frame(new ActivityRule.Reported(Duration.ofMinutes(5)), BERLIN);
  private static final Frame METERED =
      new Frame(new ActivityRule.PowerThreshold(2_000, 100, Duration.ofMinutes(20)), BERLIN);

  @Test
  void aReadingHoldsUntilTheNextOne() {
    Book book =
        Book.of(
            REPORTED,
            List.of(
                says("09:00", Activity.OFF),
                says("09:02", Activity.IN_USE),
                says("09:04", Activity.IN_USE),
                says("09:07", Activity.OFF)));
    assertThat(book.stretches.values())
        .containsExactly(
            stretch("09:00", "09:02", Activity.OFF), stretch("09:02", "09:07", Activity.IN_USE));
  }

  @Test
  void afterTheLongestGapNobodyKnows() {
    Book book =
        Book.of(REPORTED, List.of(says("09:00", Activity.STANDBY), says("11:00", Activity.OFF)));
    assertThat(book.stretches.values())
        .containsExactly(
            stretch("09:00", "09:05", Activity.STANDBY),
            stretch("09:05", "11:00", Activity.UNKNOWN));
    assertThat(book.hours.values())
        .singleElement()
        .satisfies(hour -> assertThat(hour.observedS()).isEqualTo(300));
  }

  @Test
  void aGapThatIsExactlyTheLongestIsStillKnown() {
    Book book =
        Book.of(REPORTED, List.of(says("09:00", Activity.STANDBY), says("09:05", Activity.OFF)));
    assertThat(book.stretches.values())
        .containsExactly(stretch("09:00", "09:05", Activity.STANDBY));
  }

  @Test
  void aSingleReadingHasNoLengthYet() {
    Book book = Book.of(REPORTED, List.of(says("09:00", Activity.IN_USE)));
    assertThat(book.stretches).isEmpty();
    assertThat(book.hours).isEmpty();
    assertThat(book.position)
        .contains(new Position(new Held(at("09:00"), Activity.IN_USE, Sample.NONE), at("09:00")));
  }

  @Test
  void ofSeveralReadingsOfOneInstantTheGreatestByContentCounts() {
    List<Sample> readings =
        new ArrayList<>(
            List.of(
                says("09:00", Activity.IN_USE),
                says("09:00", Activity.OFF),
                says("09:01", Activity.OFF)));
    Book oneWay = Book.of(REPORTED, readings);
    Collections.swap(readings, 0, 1);
    Book otherWay = Book.of(REPORTED, readings);
    assertThat(oneWay.stretches).isEqualTo(otherWay.stretches);
    assertThat(oneWay.stretches.values())
        .containsExactly(stretch("09:00", "09:01", Activity.IN_USE));
  }

  @Test
  void addsUpSecondsAndEnergyByClockHour() {
    Book book =
        Book.of(
            METERED,
            List.of(
                draws("09:45", 4_000),
                draws("10:00", 4_000),
                draws("10:15", 200),
                draws("10:30", 0),
                draws("10:45", 0)));
    assertThat(book.hours.values())
        .containsExactly(
            new HourlyUtilisation(1, instant("09:00"), 900, 0, 0, 0, 1_000),
            new HourlyUtilisation(1, instant("10:00"), 900, 900, 900, 0, 1_050));
  }

  @Test
  void aReadingThatSpansTheFullHourCountsForBoth() {
    Book book = Book.of(METERED, List.of(draws("09:50", 3_000), draws("10:05", 0)));
    assertThat(book.hours.values())
        .extracting(HourlyUtilisation::inUseS)
        .containsExactly(600.0, 300.0);
    assertThat(book.hours.values().stream().mapToDouble(HourlyUtilisation::energyWh).sum())
        .isCloseTo(750, within(1e-9));
  }

  @Test
  void hoursOfAFacilityWithAHalfHourOffsetStartAtItsOwnFullHour() {
    Frame kolkata = new Frame(METERED.judgeAt(0).rule(), ZoneId.of("Asia/Kolkata"));
    Book book = Book.of(kolkata, List.of(draws("09:20", 3_000), draws("09:40", 0)));
    assertThat(book.hours.values())
        .extracting(HourlyUtilisation::hour)
        .containsExactly(instant("08:30"), instant("09:30"));
  }

  @Test
  void aLateReadingBeforeTheFirstOneIsFollowedByUnknown() {
    Book book =
        Book.of(REPORTED, List.of(says("15:00", Activity.OFF), says("15:01", Activity.OFF)));
    book.arrive(List.of(says("09:00", Activity.FAULT)), true, Micros.NEVER_AFTER);
    assertThat(book.stretches.values())
        .containsExactly(
            stretch("09:00", "09:05", Activity.FAULT),
            stretch("09:05", "15:00", Activity.UNKNOWN),
            stretch("15:00", "15:01", Activity.OFF));
  }

  @Test
  void aLateReadingJoinsWhatLiesOnBothItsSides() {
    Book book = new Book(METERED);
    List<Sample> day = new ArrayList<>();
    for (int minute = 0; minute < 24 * 60; minute += 15) {
      day.add(draws(String.format("%02d:%02d", minute / 60, minute % 60), 3_000));
    }
    List<Sample> missing = day.subList(40, 44);
    List<Sample> late = List.copyOf(missing);
    missing.clear();
    book.arrive(day, true, Micros.NEVER_AFTER);
    assertThat(book.stretches).hasSize(3);
    book.arrive(late, true, Micros.NEVER_AFTER);
    assertThat(book.stretches.values()).containsExactly(stretch("00:00", "23:45", Activity.IN_USE));
    assertThat(book.position.orElseThrow().since()).isEqualTo(at("00:00"));
  }

  private static Sample says(String time, Activity activity) {
    return new Sample(at(time), activity.code(), Sample.NONE, Sample.NONE);
  }

  private static Sample draws(String time, float powerW) {
    return new Sample(at(time), Sample.NONE, powerW, Sample.NONE);
  }

  private static Stretch stretch(String start, String end, Activity activity) {
    return new Stretch(at(start), at(end), activity);
  }

  private static long at(String time) {
    return Micros.of(instant(time));
  }

  private static Instant instant(String time) {
    return Instant.parse("2026-11-18T" + time + ":00Z");
  }
}
