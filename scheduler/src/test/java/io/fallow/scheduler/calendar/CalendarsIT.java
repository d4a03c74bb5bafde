package io.fallow.scheduler.calendar;

import static io.fallow.scheduler.DomainWorld.NOW;
import static java.time.DayOfWeek.MONDAY;
import static java.time.DayOfWeek.SUNDAY;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.fallow.scheduler.DomainWorld;
import io.fallow.telemetry.registry.Asset;
import io.fallow.telemetry.registry.NewAsset;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class CalendarsIT {

  private static final TimeRange WEEK = TimeRange.from(NOW, Duration.ofDays(7));

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
  void keepsTheEndOfTheDayApartFromItsStart() {
    Asset asset = world.asset("ends", "mri");
    world.calendars.replaceOpenings(asset, WeeklyOpening.on(List.of(SUNDAY), "18:00", "24:00"));
    assertThat(calendar(asset).hours()).hasToString("[2026-11-29T17:00:00Z, 2026-11-29T23:00:00Z)");
    world.calendars.replaceOpenings(asset, WeeklyOpening.on(List.of(SUNDAY), "00:00", "06:00"));
    assertThat(calendar(asset).hours()).hasToString("[2026-11-28T23:00:00Z, 2026-11-29T05:00:00Z)");
  }

  @Test
  void givesAnAssetItsOwnHoursOrElseItsFacilitys() {
    Asset asset = world.asset("own", "mri");
    Asset neighbour = world.asset("neighbour", "mri");
    world.calendars.replaceOpenings(asset, WeeklyOpening.on(List.of(MONDAY), "10:00", "12:00"));
    assertThat(calendar(asset).hours().length()).isEqualTo(Duration.ofHours(2));
    assertThat(calendar(neighbour).hours()).isEqualTo(TimeRanges.of(WEEK));
    world.calendars.replaceOpenings(asset, List.of());
    assertThat(calendar(asset).hours()).isEqualTo(TimeRanges.of(WEEK));
  }

  @Test
  void keepsAnAssetsOwnHoursWhenItMoves() {
    Asset asset = world.asset("moving", "mri");
    world.calendars.replaceOpenings(asset, WeeklyOpening.on(List.of(MONDAY), "10:00", "12:00"));
    world.registry.registerFacility("lakeside", "annex", "Annex", DomainWorld.BERLIN, 52.6, 13.5);
    Asset moved =
        world.registry.registerAsset(
            new NewAsset(
                "lakeside",
                "annex",
                "moving",
                "x",
                "mri",
                Set.of(),
                asset.rules().at(Instant.EPOCH)));
    assertThat(calendar(moved).hours().length()).isEqualTo(Duration.ofHours(2));
  }

  @Test
  void takesClosedDaysOutOfTheHours() {
    Asset asset = world.asset("closing", "mri");
    LocalDate day = LocalDate.parse("2026-11-25");
    world.calendars.addClosedDay(world.clinic, new ClosedDay(day, "fair"));
    world.calendars.addClosedDay(world.clinic, new ClosedDay(day, "trade fair"));
    assertThat(calendar(asset).holidays()).containsExactly(Map.entry(day, "trade fair"));
    assertThat(calendar(asset).open())
        .hasToString(
            "[2026-11-23T08:00:00Z, 2026-11-24T23:00:00Z), "
                + "[2026-11-25T23:00:00Z, 2026-11-30T08:00:00Z)");
  }

  @Test
  void writesALockoutOnceHoweverOftenItIsSaid() {
    Asset asset = world.asset("locked", "mri");
    Lockout lockout = new Lockout(TimeRange.from(NOW, Duration.ofHours(5)), "calibration");
    world.calendars.addLockout(asset, lockout);
    world.calendars.addLockout(asset, lockout);
    assertThat(calendar(asset).lockouts())
        .extracting(Lockout::kind, Lockout::during, Lockout::reason)
        .containsExactly(tuple(LockoutKind.OTHER, lockout.during(), "calibration"));
  }

  @Test
  void cutsLockoutsWithoutAnEndToTheRange() {
    Asset asset = world.asset("recalled", "mri");
    world.database.inTransaction(
        connection -> {
          try (Statement statement = connection.createStatement()) {
            return statement.executeUpdate(
                "INSERT INTO lockout (asset_id, during, reason) VALUES ("
                    + asset.id()
                    + ", tstzrange('2026-11-26T00:00Z', NULL), 'recall')");
          }
        });
    assertThat(calendar(asset).lockedOut())
        .isEqualTo(TimeRanges.of(new TimeRange(Instant.parse("2026-11-26T00:00:00Z"), WEEK.end())));
  }

  @Test
  void prefersAnAssetsOwnTurnaround() {
    Turnaround ofType = new Turnaround(Duration.ofMinutes(5), Duration.ofMinutes(20));
    Turnaround own = new Turnaround(Duration.ZERO, Duration.ofHours(1));
    Asset asset = world.asset("cleaned", "lithotripter");
    assertThat(calendar(asset).turnaround()).isEqualTo(Turnaround.NONE);
    world.turnarounds.set("lithotripter", ofType);
    assertThat(calendar(asset).turnaround()).isEqualTo(ofType);
    world.turnarounds.set(asset, Turnaround.NONE);
    world.turnarounds.set(asset, own);
    assertThat(calendar(asset).turnaround()).isEqualTo(own);
  }

  private static AssetCalendar calendar(Asset asset) {
    return world.calendars.of(List.of(asset), WEEK).get(asset.id());
  }
}
