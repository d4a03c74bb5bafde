package io.fallow.scheduler.calendar;

import static io.fallow.scheduler.DomainWorld.NOW;
import static org.assertj.core.api.Assertions.assertThat;

import io.fallow.scheduler.DomainWorld;
import io.fallow.telemetry.registry.Asset;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class CalibrationsIT {

  private static final TimeRange WEEK = TimeRange.from(NOW, Duration.ofDays(7));
  private static final String BY = "otto@lakeside";

  private static DomainWorld world;

  @BeforeAll
  static void create() {
    world = new DomainWorld();
  }

  @AfterAll
  static void close() {
    world.close();
  }

  @Test
  void concernsNoAssetThatNeedsNone() {
    Asset asset = world.asset("needs-none", "mri");
    assertThat(calendar(asset).lockouts()).isEmpty();
    assertThat(calendar(asset).runTimeLeft()).isEmpty();
    assertThat(of(asset).limits()).isEmpty();
  }

  @Test
  void locksOutUntilTheFirstIsPassed() {
    Asset asset = world.asset("never", "mri");
    require(asset, days(365));
    assertThat(calendar(asset).lockedOut()).isEqualTo(TimeRanges.of(WEEK));
    record(asset, NOW.minusSeconds(60), true);
    assertThat(calendar(asset).lockedOut().isEmpty()).isTrue();
    assertThat(of(asset).dueAt()).contains(Instant.parse("2027-11-22T23:00:00Z"));
    require(asset, Optional.empty());
    assertThat(of(asset).limits()).isEmpty();
  }

  @Test
  void locksOutFromItsDueDateOn() {
    Asset asset = world.asset("due", "mri");
    require(asset, days(30));
    record(asset, Instant.parse("2026-10-26T10:00:00Z"), true);
    Instant due = Instant.parse("2026-11-24T23:00:00Z");
    assertThat(calendar(asset).lockouts())
        .containsExactly(
            new Lockout(
                0, LockoutKind.CALIBRATION, new TimeRange(due, WEEK.end()), "calibration due"));
  }

  @Test
  void countsTheHoursInUseSinceThenAndThoseReserved() {
    Asset asset = world.asset("hours", "mri");
    world.observe(asset, clock -> clock.getHour() == 12);
    require(asset, hours(10));
    record(asset, NOW.minus(Duration.ofDays(4)), true);
    assertThat(of(asset).used()).contains(Duration.ofHours(4));
    assertThat(calendar(asset).runTimeLeft()).contains(Duration.ofHours(6));
    reserve(asset, 30, 34);
    assertThat(calendar(asset).runTimeLeft()).contains(Duration.ofHours(2));
    assertThat(calendar(asset).allowsRunTime(Duration.ofHours(2))).isTrue();
    assertThat(calendar(asset).allowsRunTime(Duration.ofMinutes(121))).isFalse();
    reserve(asset, 50, 52);
    assertThat(calendar(asset).lockedOut().contains(NOW)).isTrue();
    assertThat(calendar(asset).lockedOut().contains(NOW.plus(Duration.ofHours(51)))).isFalse();
  }

  @Test
  void countsNoHourTwiceThatWasReservedAndIsUsed() {
    Asset asset = world.asset("counted-once", "mri");
    world.observe(asset, clock -> true);
    require(asset, hours(10));
    record(asset, NOW.minus(Duration.ofHours(2)), true);
    reserve(asset, -1, 1);
    assertThat(calendar(asset).runTimeLeft()).contains(Duration.ofHours(7));
  }

  @Test
  void locksOutWhatFailedUntilItIsPassed() {
    Asset asset = world.asset("failed", "mri");
    record(asset, NOW.plusSeconds(60), false);
    assertThat(calendar(asset).lockouts())
        .extracting(Lockout::kind)
        .containsExactly(LockoutKind.FAILED_QA);
    record(asset, NOW, true);
    assertThat(calendar(asset).lockouts()).as("passed before it failed").hasSize(1);
    record(asset, NOW.plusSeconds(120), true);
    assertThat(calendar(asset).lockedOut().contains(NOW.plusSeconds(180))).isFalse();
    assertThat(of(asset).records()).extracting(CalibrationRecord::passed).contains(true, false);
  }

  private static Optional<CalibrationLimits> days(int days) {
    return Optional.of(new CalibrationLimits(Optional.of(days), Optional.empty()));
  }

  private static Optional<CalibrationLimits> hours(int hours) {
    return Optional.of(
        new CalibrationLimits(Optional.empty(), Optional.of(Duration.ofHours(hours))));
  }

  private static void require(Asset asset, Optional<CalibrationLimits> limits) {
    world.database.inTransaction(
        connection -> {
          Calibrations.require(connection, asset, limits);
          return limits;
        });
  }

  private static void record(Asset asset, Instant at, boolean passed) {
    CalibrationRecord record = new CalibrationRecord(at, passed, "phantom", BY);
    world.database.inTransaction(c -> Calibrations.record(c, asset, record, at));
  }

  private static Calibration of(Asset asset) {
    return world.database.inTransaction(c -> Calibrations.of(c, asset));
  }

  private static AssetCalendar calendar(Asset asset) {
    return world.calendars.of(List.of(asset), WEEK).get(asset.id());
  }

  private static void reserve(Asset asset, int fromHour, int toHour) {
    Booked.reserve(world, asset, fromHour, toHour, "CONFIRMED");
  }
}
