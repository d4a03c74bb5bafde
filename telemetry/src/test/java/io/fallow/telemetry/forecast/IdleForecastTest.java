package io.fallow.telemetry.forecast;

import static org.assertj.core.api.Assertions.assertThat;

import io.fallow.gateway.wire.Activity;
import io.fallow.telemetry.forecast.IdleForecasts.Basis;
import io.fallow.telemetry.usage.UsageInterval;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;

class IdleForecastTest {

  private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");

  /** A Monday, 09:00 in Berlin, four weeks after a clock change. */
  private static final Instant AS_OF = Instant.parse("2026-11-23T08:00:00Z");

  @Test
  void expectsTheWeekThatWasSeenByTheWallClock() {
    IdleForecast forecast = IdleForecast.of(BERLIN, weeks(8, IdleForecastTest::atWork));
    assertThat(chance(forecast, "2026-11-24T10:00")).isLessThan(0.1);
    assertThat(chance(forecast, "2026-11-24T07:45")).isGreaterThan(0.9);
    assertThat(chance(forecast, "2026-11-24T17:00")).isGreaterThan(0.9);
    assertThat(chance(forecast, "2026-11-28T10:00")).isGreaterThan(0.9);
    assertThat(at(forecast, "2026-11-24T10:00").weeksObserved()).isEqualTo(8);
  }

  @Test
  void expectsNothingOfWhatWasSeenForAWeekOrNotForAMonth() {
    assertThat(
            at(IdleForecast.of(BERLIN, weeks(1, IdleForecastTest::atWork)), "2026-11-24T10:00")
                .probability())
        .isEmpty();
    assertThat(
            at(IdleForecast.of(BERLIN, weeks(2, IdleForecastTest::atWork)), "2026-11-24T10:00")
                .probability())
        .isPresent();
    QuarterHours old =
        seen(
            AS_OF.minus(Duration.ofDays(120)),
            AS_OF.minus(Duration.ofDays(29)),
            IdleForecastTest::atWork);
    assertThat(at(IdleForecast.of(BERLIN, old), "2026-11-24T10:00").probability()).isEmpty();
  }

  @Test
  void leansOnTheTypeWhereLittleWasSeen() {
    double[] idle = new double[TypePattern.HOURS];
    Arrays.fill(idle, 0.95);
    TypePattern type = new TypePattern(idle, 40).lessOwn(1);
    QuarterHours oneWeek = weeks(1, clock -> false);
    IdleForecast forecast =
        IdleForecast.of(oneWeek, new Basis(BERLIN, Set.of()).clock(oneWeek), type);
    assertThat(chance(forecast, "2026-11-24T10:00")).isGreaterThan(0.9);
    assertThat(new TypePattern(idle, 4).lessOwn(1).isKnown()).isFalse();
  }

  @Test
  void learnsWhetherHolidaysAreWorked() {
    LocalDate holiday = LocalDate.parse("2026-11-26");
    Set<LocalDate> days =
        Set.of(
            LocalDate.parse("2026-10-06"),
            LocalDate.parse("2026-10-21"),
            LocalDate.parse("2026-11-05"),
            holiday);
    QuarterHours resting = weeks(12, clock -> atWork(clock) && !days.contains(clock.toLocalDate()));
    assertThat(chance(forecast(resting, days), "2026-11-26T10:00")).isGreaterThan(0.7);
    assertThat(chance(forecast(resting, days), "2026-11-25T10:00")).isLessThan(0.1);
    assertThat(chance(forecast(weeks(12, IdleForecastTest::atWork), days), "2026-11-26T10:00"))
        .isLessThan(0.4);
  }

  @Test
  void followsAChangeOfHabitWithinAFortnight() {
    LocalDate nightShift = LocalDate.parse("2026-11-09");
    QuarterHours seen =
        weeks(16, clock -> atWork(clock) || !clock.toLocalDate().isBefore(nightShift));
    assertThat(chance(IdleForecast.of(BERLIN, seen), "2026-11-24T02:00")).isLessThan(0.5);
  }

  @Test
  void meansWhatItSays() {
    Random random = new Random(7);
    QuarterHours seen =
        weeks(26, clock -> clock.getDayOfWeek() == DayOfWeek.MONDAY || random.nextInt(10) < 3);
    IdleForecast forecast = IdleForecast.of(BERLIN, seen);
    assertThat(chance(forecast, "2026-11-24T10:00")).isBetween(0.55, 0.85);
    assertThat(chance(forecast, "2026-11-30T10:00")).isLessThan(0.3);
  }

  @Test
  void cutsTimeIntoQuartersWithoutAGapAndSaysNothingBeyondItsTime() {
    IdleForecast forecast = IdleForecast.of(BERLIN, weeks(4, IdleForecastTest::atWork));
    Instant from = AS_OF.minusSeconds(1234);
    Instant to = AS_OF.plus(Duration.ofDays(33)).plusSeconds(77);
    Instant end = from;
    for (Expectation quarter : forecast.between(from, to)) {
      assertThat(quarter.start()).isEqualTo(end);
      end = quarter.end();
      boolean within = quarter.start().isBefore(AS_OF.plus(IdleForecast.AHEAD));
      assertThat(quarter.probability().isPresent()).isEqualTo(within);
    }
    assertThat(end).isEqualTo(to);
  }

  private static boolean atWork(LocalDateTime clock) {
    return clock.getDayOfWeek().getValue() <= 5 && clock.getHour() >= 8 && clock.getHour() < 17;
  }

  private static IdleForecast forecast(QuarterHours seen, Set<LocalDate> holidays) {
    return IdleForecast.of(seen, new Basis(BERLIN, holidays).clock(seen), TypePattern.NONE);
  }

  private static QuarterHours weeks(int weeks, Predicate<LocalDateTime> busy) {
    return seen(AS_OF.minus(Duration.ofDays(7L * weeks)), AS_OF, busy);
  }

  private static QuarterHours seen(Instant from, Instant to, Predicate<LocalDateTime> busy) {
    QuarterHours.Builder seen = QuarterHours.between(from, AS_OF);
    for (Instant start = from; start.isBefore(to); start = start.plusSeconds(900)) {
      boolean used = busy.test(LocalDateTime.ofInstant(start, BERLIN));
      Activity activity = used ? Activity.IN_USE : Activity.STANDBY;
      seen.add(new UsageInterval(1, start, start.plusSeconds(900), activity));
    }
    return seen.build();
  }

  private static double chance(IdleForecast forecast, String clock) {
    return at(forecast, clock).probability().orElseThrow();
  }

  private static Expectation at(IdleForecast forecast, String clock) {
    Instant instant = LocalDateTime.parse(clock).atZone(BERLIN).toInstant();
    List<Expectation> expected = forecast.between(instant, instant.plusSeconds(60));
    assertThat(expected).hasSize(1);
    return expected.get(0);
  }
}
