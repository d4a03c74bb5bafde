package io.fallow.telemetry.usage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class IdleForecastTest {

  private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");

  /** A Monday, 09:00 in Berlin, four weeks after a clock change. */
  private static final Instant AS_OF = Instant.parse("2026-11-23T08:00:00Z");

  private static final Instant TUESDAY_TEN = Instant.parse("2026-11-24T09:00:00Z");

  @ParameterizedTest
  @CsvSource({"4, 0.9", "3, 0.7", "2, 0.5", "1, 0.3", "0, 0.1"})
  void countsTheWeeksInWhichTheHourWasIdle(int idleWeeks, double chance) {
    List<HourlyUtilisation> hours = new ArrayList<>();
    for (int week = 1; week <= 4; week++) {
      hours.add(week <= idleWeeks ? idle(weeksBefore(week), 3600) : busy(weeksBefore(week), 3600));
    }
    Expectation expected = at(TUESDAY_TEN, hours);
    assertThat(expected.probability().orElseThrow()).isCloseTo(chance, within(1e-9));
    assertThat(expected.weeksObserved()).isEqualTo(4);
  }

  @Test
  void expectsNothingWithLessThanTwoWeeksOfEvidence() {
    Expectation expected = at(TUESDAY_TEN, List.of(idle(weeksBefore(1), 3600)));
    assertThat(expected.probability()).isEmpty();
    assertThat(expected.weeksObserved()).isEqualTo(1);
  }

  @Test
  void forgivesAFewLostMinutesInTwoWeeks() {
    Expectation expected =
        at(TUESDAY_TEN, List.of(idle(weeksBefore(1), 3590), idle(weeksBefore(2), 3540)));
    assertThat(expected.probability()).isPresent();
  }

  @Test
  void neitherTakesUnobservedTimeForIdleNorForUse() {
    Expectation half =
        at(
            TUESDAY_TEN,
            List.of(
                idle(weeksBefore(1), 1800),
                idle(weeksBefore(2), 1800),
                idle(weeksBefore(3), 1800),
                idle(weeksBefore(4), 1800)));
    assertThat(half.weeksObserved()).isEqualTo(2);
    assertThat(half.probability().orElseThrow()).isCloseTo(2.5 / 3, within(1e-9));
  }

  @Test
  void doesNotTakeABrokenAssetForIdle() {
    List<HourlyUtilisation> broken = new ArrayList<>();
    for (int week = 1; week <= 4; week++) {
      broken.add(new HourlyUtilisation(1, weeksBefore(week), 0, 0, 0, 3600, 0));
    }
    assertThat(at(TUESDAY_TEN, broken).probability().orElseThrow()).isCloseTo(0.1, within(1e-9));
  }

  @Test
  void looksBackFourWeeksAndNeverAhead() {
    List<HourlyUtilisation> hours = new ArrayList<>();
    hours.add(idle(weeksBefore(5), 3600));
    hours.add(idle(TUESDAY_TEN, 3600));
    hours.add(idle(weeksBefore(4), 3600));
    assertThat(at(TUESDAY_TEN, hours).weeksObserved()).isEqualTo(1);
    assertThat(at(AS_OF, List.of(idle(AS_OF, 1800))).weeksObserved()).isZero();
  }

  @Test
  void comparesHoursByTheFacilitysClockOverAClockChange() {
    Instant asOf = Instant.parse("2026-10-31T08:00:00Z");
    Instant fridayTenInSummer = Instant.parse("2026-10-23T08:00:00Z");
    Instant fridayTenInWinter = Instant.parse("2026-11-06T09:00:00Z");
    IdleForecast forecast = IdleForecast.of(BERLIN, asOf, List.of(idle(fridayTenInSummer, 3600)));
    assertThat(first(forecast, fridayTenInWinter).weeksObserved()).isEqualTo(1);
    assertThat(first(forecast, fridayTenInWinter.minusSeconds(3600)).weeksObserved()).isZero();
  }

  @Test
  void countsAnHourThatTheClockShowedTwiceAsOneHourOfItsWeek() {
    Instant asOf = Instant.parse("2026-10-31T08:00:00Z");
    Instant firstTwo = Instant.parse("2026-10-25T00:00:00Z");
    IdleForecast forecast =
        IdleForecast.of(
            BERLIN, asOf, List.of(idle(firstTwo, 3600), busy(firstTwo.plusSeconds(3600), 3600)));
    Expectation expected = first(forecast, Instant.parse("2026-11-01T01:00:00Z"));
    assertThat(expected.weeksObserved()).isEqualTo(1);
  }

  @ParameterizedTest
  @CsvSource({
    "Europe/Berlin,       2026-03-26T00:10:00Z",
    "Europe/Berlin,       2026-10-22T00:10:00Z",
    "Australia/Lord_Howe, 2026-04-02T00:10:00Z",
    "Australia/Lord_Howe, 2026-10-01T00:10:00Z",
    "Asia/Kathmandu,      2026-06-01T00:10:00Z",
    "Pacific/Apia,        2011-12-27T00:10:00Z"
  })
  void cutsTimeIntoClockHoursWithoutAGap(ZoneId zone, Instant from) {
    Instant to = from.plus(Duration.ofDays(9));
    Instant end = from;
    for (Expectation hour : IdleForecast.of(zone, from, List.of()).between(from, to)) {
      assertThat(hour.start()).isEqualTo(end);
      end = hour.end();
      LocalDateTime first = LocalDateTime.ofInstant(hour.start(), zone);
      LocalDateTime last = LocalDateTime.ofInstant(hour.end().minusNanos(1), zone);
      assertThat(last.getHour()).isEqualTo(first.getHour());
      assertThat(Duration.between(hour.start(), hour.end()))
          .isLessThanOrEqualTo(Duration.ofHours(1));
    }
    assertThat(end).isEqualTo(to);
  }

  @ParameterizedTest
  @CsvSource({"1", "2", "3", "4"})
  void doesNotDependOnTheOrderOfTheHours(long seed) {
    Random random = new Random(seed);
    List<HourlyUtilisation> hours = new ArrayList<>();
    for (int hour = 1; hour <= 28 * 24; hour++) {
      double observed = 3600 * random.nextDouble();
      double used = observed * random.nextDouble();
      Instant start = AS_OF.minus(Duration.ofHours(hour));
      hours.add(new HourlyUtilisation(1, start, used, observed - used, 0, 0, 0));
    }
    List<Expectation> expected = week(hours);
    Collections.shuffle(hours, random);
    assertThat(week(hours)).isEqualTo(expected);
    assertThat(expected)
        .allSatisfy(hour -> assertThat(hour.probability().orElse(0.5)).isBetween(0.1, 0.9));
  }

  private static List<Expectation> week(List<HourlyUtilisation> hours) {
    return IdleForecast.of(BERLIN, AS_OF, hours).between(AS_OF, AS_OF.plus(Duration.ofDays(7)));
  }

  private static Instant weeksBefore(int weeks) {
    LocalDateTime clock = LocalDateTime.ofInstant(TUESDAY_TEN, BERLIN).minusWeeks(weeks);
    return clock.atZone(BERLIN).toInstant();
  }

  private static HourlyUtilisation idle(Instant hour, double observedS) {
    return new HourlyUtilisation(1, hour, 0, observedS / 2, observedS / 2, 0, 0);
  }

  private static HourlyUtilisation busy(Instant hour, double observedS) {
    return new HourlyUtilisation(1, hour, observedS, 0, 0, 0, 0);
  }

  private static Expectation at(Instant instant, List<HourlyUtilisation> hours) {
    return first(IdleForecast.of(BERLIN, AS_OF, hours), instant);
  }

  private static Expectation first(IdleForecast forecast, Instant instant) {
    return forecast.between(instant, instant.plusSeconds(60)).get(0);
  }
}
