package io.fallow.telemetry.forecast;

import static org.assertj.core.api.Assertions.assertThat;

import io.fallow.gateway.wire.Activity;
import io.fallow.sim.database.TestDatabase;
import io.fallow.telemetry.registry.ActivityRule;
import io.fallow.telemetry.registry.Asset;
import io.fallow.telemetry.registry.Facility;
import io.fallow.telemetry.registry.NewAsset;
import io.fallow.telemetry.registry.Registry;
import io.fallow.telemetry.store.Database;
import io.fallow.telemetry.store.DatabaseConfig;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.sql.PreparedStatement;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ForecastWorkerIT {

  /** A Monday, 09:00 in Berlin. */
  private static final Instant NOW = Instant.parse("2026-11-23T08:00:00Z");

  private final TestDatabase server = TestDatabase.create();
  private Database database;
  private Registry registry;
  private Facility facility;

  @BeforeEach
  void open() {
    database =
        Database.open(
            new DatabaseConfig("test", server.jdbcUrl(), server.user(), server.password(), 4));
    database.migrate();
    registry = new Registry(database);
    registry.registerOrganisation("lakeside", "Lakeside");
    facility =
        registry.registerFacility(
            "lakeside", "main", "Main", ZoneId.of("Europe/Berlin"), 52.5, 13.4);
  }

  @AfterEach
  void close() {
    database.close();
    server.close();
  }

  @Test
  void keepsAForecastOfEveryObservedAssetAndMakesItAnewAfterSixHours() {
    Asset seen = idleAsset("seen", 28);
    asset("never");
    assertThat(run(NOW)).isEqualTo(1);
    assertThat(run(NOW)).isZero();
    assertThat(count("SELECT count(*) FROM idle_forecast")).isEqualTo(1);
    IdleForecast kept = new IdleForecasts(database).of(List.of(seen), NOW).get(seen.id());
    assertThat(first(kept).probability().orElseThrow()).isGreaterThan(0.9);
    assertThat(run(NOW.plus(Duration.ofHours(7)))).isEqualTo(1);
  }

  @Test
  void servesTheKeptForecastUntilItsHolidaysChange() {
    Asset asset = idleAsset("asset", 28);
    run(NOW);
    change("UPDATE idle_forecast SET weeks = decode(repeat('28', length(weeks)), 'hex')");
    IdleForecasts forecasts = new IdleForecasts(database);
    assertThat(first(forecasts.of(List.of(asset), NOW).get(asset.id())).weeksObserved())
        .isEqualTo(10);
    new Holidays(database).add(facility, Map.of(LocalDate.parse("2026-12-25"), "Christmas"));
    assertThat(first(forecasts.of(List.of(asset), NOW).get(asset.id())).weeksObserved())
        .isEqualTo(4);
  }

  @Test
  void servesOneAssetAsItServesMany() {
    Holidays holidays = new Holidays(database);
    holidays.add(facility, Map.of(LocalDate.parse("2026-12-25"), "Christmas"));
    holidays.add(facility, Map.of(LocalDate.parse("2026-12-26"), "Boxing Day"));
    Asset asset = idleAsset("asset", 28);
    run(NOW);
    change("UPDATE idle_forecast SET weeks = decode(repeat('28', length(weeks)), 'hex')");
    IdleForecasts forecasts = new IdleForecasts(database);
    assertThat(first(forecasts.of(asset, NOW)).weeksObserved()).isEqualTo(10);
    assertThat(first(forecasts.of(List.of(asset), NOW).get(asset.id())).weeksObserved())
        .isEqualTo(10);
    holidays.remove(facility, LocalDate.parse("2026-12-26"));
    assertThat(first(forecasts.of(asset, NOW)).weeksObserved()).isEqualTo(4);
  }

  @Test
  void leansOnOtherAssetsOfTheTypeInTheOrganisation() {
    Asset young = idleAsset("young", 7);
    IdleForecasts alone = new IdleForecasts(database);
    assertThat(first(alone.of(List.of(young), NOW).get(young.id())).probability()).isEmpty();
    Asset old = idleAsset("old", 56);
    change(
        "INSERT INTO utilisation_hour SELECT "
            + old.id()
            + ", h, 0, 3600, 0, 0, 0 FROM generate_series(timestamptz '2026-10-01',"
            + " '2026-11-20', interval '1 hour') h");
    IdleForecasts both = new IdleForecasts(database);
    assertThat(first(both.of(List.of(young), NOW).get(young.id())).probability()).isPresent();
  }

  @Test
  void guestsWhoComeBackEachWeekDoNotCloseTheWindowThroughWhichTheyCome() {
    Asset lent = idleAsset("lent", 35);
    Asset kept = idleAsset("kept", 35);
    for (int week = 1; week <= 3; week++) {
      Instant guest = NOW.plus(Duration.ofDays(1 - 7L * week));
      use(lent, guest, guest.plus(Duration.ofHours(4)));
      use(kept, guest, guest.plus(Duration.ofHours(4)));
      say(lent, guest, guest.plus(Duration.ofHours(4)));
    }
    Map<Integer, IdleForecast> forecasts = new IdleForecasts(database).of(List.of(lent, kept), NOW);
    assertThat(first(forecasts.get(lent.id())).probability().orElseThrow()).isGreaterThan(0.9);
    assertThat(first(forecasts.get(kept.id())).probability().orElseThrow()).isLessThan(0.6);
  }

  private void say(Asset asset, Instant from, Instant to) {
    database.inTransaction(
        connection -> {
          BorrowedTime.say(connection, UUID.randomUUID(), asset.id(), from, Optional.of(to));
          return null;
        });
  }

  /** Instead of what it did in this time before. */
  private void use(Asset asset, Instant from, Instant to) {
    change(
        """
        WITH cut AS (
          UPDATE usage_interval SET ended_at = '%2$s'
          WHERE asset_id = %1$d AND started_at < '%2$s' AND ended_at > '%3$s'
          RETURNING activity)
        INSERT INTO usage_interval (asset_id, started_at, ended_at, activity)
        SELECT %1$d, timestamptz '%3$s', (SELECT least('%4$s', min(started_at))
          FROM usage_interval WHERE asset_id = %1$d AND started_at > '%3$s'), activity FROM cut
        UNION ALL SELECT %1$d, '%2$s', '%3$s', %5$d
        """
            .formatted(asset.id(), from, to, NOW, Activity.IN_USE.code()));
  }

  private int run(Instant now) {
    Clock clock = Clock.fixed(now, ZoneOffset.UTC);
    try (var worker = new ForecastWorker(database, registry, new SimpleMeterRegistry(), clock)) {
      return worker.runOnce();
    }
  }

  private static Expectation first(IdleForecast forecast) {
    Instant tuesday = NOW.plus(Duration.ofDays(1));
    return forecast.between(tuesday, tuesday.plusSeconds(60)).get(0);
  }

  private Asset asset(String code) {
    return registry.registerAsset(
        new NewAsset(
            "lakeside",
            "main",
            code,
            code,
            "mri",
            Set.of(),
            new ActivityRule.Reported(Duration.ofMinutes(5))));
  }

  private Asset idleAsset(String code, int days) {
    Asset asset = asset(code);
    String from = NOW.minus(Duration.ofDays(days)).toString();
    change(
        "INSERT INTO usage_interval (asset_id, started_at, ended_at, activity) VALUES (%d, '%s', '%s', %d)"
            .formatted(asset.id(), from, NOW, Activity.STANDBY.code()));
    change(
        "INSERT INTO usage_state (asset_id, last_time) VALUES (%d, '%s')"
            .formatted(asset.id(), NOW));
    return asset;
  }

  private void change(String sql) {
    database.inTransaction(
        connection -> {
          try (PreparedStatement statement = connection.prepareStatement(sql)) {
            return statement.executeUpdate();
          }
        });
  }

  private long count(String sql) {
    return database.inTransaction(
        connection -> {
          try (var statement = connection.prepareStatement(sql);
              var row = statement.executeQuery()) {
            row.next();
            return row.getLong(1);
          }
        });
  }
}
