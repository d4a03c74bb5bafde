package io.fallow.scheduler.calendar;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CalibrationStateTest {

  private static final Instant ZERO = Instant.parse("2026-11-23T08:00:00Z");
  private static final TimeRange WEEK = hours(0, 168);
  private static final CalibrationLimits TEN_HOURS =
      new CalibrationLimits(Optional.empty(), Optional.of(Duration.ofHours(10)));

  @ParameterizedTest
  @CsvSource({
    "Europe/Berlin,       2026-11-20T12:00:00Z, 2026-11-26T23:00:00Z",
    "Europe/Berlin,       2026-11-20T23:30:00Z, 2026-11-27T23:00:00Z",
    "Australia/Lord_Howe, 2026-11-20T12:00:00Z, 2026-11-26T13:00:00Z",
    "Pacific/Apia,        2011-12-23T20:00:00Z, 2011-12-30T10:00:00Z"
  })
  void isDueWhenTheDayBeginsOnTheFacilitysClock(ZoneId zone, Instant calibrated, Instant due) {
    CalibrationState state =
        new CalibrationState(
            new CalibrationLimits(Optional.of(7), Optional.empty()),
            Optional.of(calibrated),
            Duration.ZERO,
            TimeRanges.NONE,
            zone);
    assertThat(state.dueAt()).contains(due);
    TimeRange around = TimeRange.from(due.minusSeconds(3600), Duration.ofHours(2));
    assertThat(lockedOut(state, around)).isEqualTo(TimeRanges.of(new TimeRange(due, around.end())));
  }

  @Test
  void locksOutWhatWasNeverCalibrated() {
    CalibrationState state =
        new CalibrationState(
            TEN_HOURS, Optional.empty(), Duration.ZERO, TimeRanges.NONE, ZoneId.of("UTC"));
    assertThat(lockedOut(state, WEEK)).isEqualTo(TimeRanges.of(WEEK));
  }

  @Test
  void countsUseAndAllThatIsReserved() {
    assertThat(used(4, hours(20, 23)).runTimeLeft()).contains(Duration.ofHours(3));
    assertThat(lockedOut(used(4, hours(20, 23)), WEEK).isEmpty()).isTrue();
  }

  @Test
  void locksOutAllButTheReservedTimeOnceNothingIsLeft() {
    CalibrationState full = used(4, hours(20, 26));
    assertThat(full.runTimeLeft()).contains(Duration.ZERO);
    assertThat(lockedOut(full, WEEK)).isEqualTo(TimeRanges.of(hours(0, 20), hours(26, 168)));
  }

  @Test
  void locksOutTheReservedTimeTooOnceMoreWasUsedThanAllowed() {
    assertThat(lockedOut(used(11, hours(20, 26)), WEEK)).isEqualTo(TimeRanges.of(WEEK));
  }

  /** Whatever is booked in whatever order, as long as each booking fits, all stay valid. */
  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4})
  void neverMakesAnAcceptedBookingInvalid(long seed) {
    Random random = new Random(seed);
    for (int round = 0; round < 200; round++) {
      int used = random.nextInt(10);
      List<TimeRange> booked = new ArrayList<>();
      for (int tries = 0; tries < 12; tries++) {
        int start = random.nextInt(160);
        TimeRange wish = hours(start, start + 1 + random.nextInt(4));
        CalibrationState state = used(used, booked.toArray(TimeRange[]::new));
        boolean free = booked.stream().noneMatch(wish::overlaps);
        boolean fits = wish.length().compareTo(state.runTimeLeft().orElseThrow()) <= 0;
        if (free && fits) {
          assertThat(lockedOut(state, WEEK).overlaps(wish)).isFalse();
          booked.add(wish);
        }
      }
      Duration all = TimeRanges.of(booked).length().plusHours(used);
      assertThat(all).isLessThanOrEqualTo(Duration.ofHours(10));
    }
  }

  private static CalibrationState used(int hours, TimeRange... reserved) {
    return new CalibrationState(
        TEN_HOURS,
        Optional.of(ZERO.minusSeconds(1)),
        Duration.ofHours(hours),
        TimeRanges.of(reserved),
        ZoneId.of("UTC"));
  }

  private static TimeRanges lockedOut(CalibrationState state, TimeRange within) {
    return TimeRanges.of(state.lockouts(within).stream().map(Lockout::during).toList());
  }

  private static TimeRange hours(int from, int to) {
    return new TimeRange(ZERO.plus(Duration.ofHours(from)), ZERO.plus(Duration.ofHours(to)));
  }
}
