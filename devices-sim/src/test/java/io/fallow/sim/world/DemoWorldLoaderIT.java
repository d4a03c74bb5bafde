package io.fallow.sim.world;

import static org.assertj.core.api.Assertions.assertThat;

import io.fallow.gateway.wire.GatewayAddress;
import io.fallow.scheduler.calendar.AssetCalendar;
import io.fallow.scheduler.calendar.Calendars;
import io.fallow.scheduler.calendar.TimeRange;
import io.fallow.scheduler.sharing.Sharing;
import io.fallow.scheduler.sharing.VisibleAsset;
import io.fallow.sim.database.TestDatabase;
import io.fallow.telemetry.enrolment.Logins;
import io.fallow.telemetry.registry.Asset;
import io.fallow.telemetry.registry.Registry;
import io.fallow.telemetry.store.Database;
import io.fallow.telemetry.store.DatabaseConfig;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class DemoWorldLoaderIT {

  private static final DemoWorld WORLD = DemoWorld.standard();
  private static final Instant NOW = Instant.parse("2026-11-21T21:10:00Z");
  private static final WorldStart BEGIN = WorldStart.now(1, Duration.ofDays(28), NOW);

  private static TestDatabase server;
  private static Database database;
  private static Registry registry;
  private static Logins logins;

  @BeforeAll
  static void load() {
    server = TestDatabase.create();
    database =
        Database.open(
            new DatabaseConfig(
                "world", server.jdbcUrl(), server.user(), server.password(), /* poolSize= */ 2));
    database.migrate();
    registry = new Registry(database);
    logins = new Logins(database);
    load(NOW);
  }

  private static void load(Instant now) {
    DemoWorldLoader.load(WORLD, BEGIN, now, database, address -> "secret of " + address);
  }

  @AfterAll
  static void drop() {
    database.close();
    server.close();
  }

  @Test
  void registersEveryAssetOfTheWorld() {
    assertThat(registry.assets()).hasSize(33);
    assertThat(registry.assets())
        .extracting(Asset::publicId)
        .contains("lakeside.mri-1", "forge.steel-line", "fieldring.combine-2");
    assertThat(registry.organisations()).hasSize(4);
  }

  @Test
  void letsEachGatewaySignInWithItsOwnPassword() {
    for (GatewayAddress gateway : WORLD.gateways()) {
      assertThat(logins.mayConnect(gateway.toString(), "secret of " + gateway, Instant.now()))
          .isTrue();
    }
    GatewayAddress meter = new GatewayAddress("forge", "gwangyang-meter");
    assertThat(logins.mayConnect(meter.toString(), "secret of forge.esslingen-gw", Instant.now()))
        .isFalse();
  }

  @Test
  void sharesAsAgreed() {
    assertThat(visibleTo("harbor-clinic"))
        .contains("lakeside.mri-1", "lakeside.vent-4")
        .allMatch(asset -> asset.startsWith("lakeside."));
    assertThat(visibleTo("lakeside"))
        .contains("forge.mill-1", "lakeside.ct-3")
        .doesNotContain("forge.laser-1");
    assertThat(visibleTo("forge"))
        .contains("fieldring.tractor-1", "lakeside.mri-1")
        .doesNotContain("fieldring.combine-1", "lakeside.mri-3");
  }

  @Test
  void closesFacilitiesOnTheirHolidays() {
    assertThat(calendar("lakeside.mri-3").holidays())
        .containsEntry(LocalDate.of(2026, 11, 26), "Thanksgiving");
    assertThat(calendar("lakeside.mri-1").holidays())
        .doesNotContainKey(LocalDate.of(2026, 11, 26))
        .containsEntry(LocalDate.of(2026, 12, 25), "Christmas Day");
  }

  @Test
  void opensAndLocksOutAsTheWorldSays() {
    AssetCalendar mri = calendar("lakeside.mri-1");
    assertThat(mri.open().contains(Instant.parse("2026-11-24T22:00:00Z"))).isTrue();
    assertThat(mri.open().contains(Instant.parse("2026-11-24T09:00:00Z"))).isFalse();
    assertThat(mri.turnaround().before()).isEqualTo(Duration.ofMinutes(10));

    assertThat(calendar("forge.laser-1").lockouts())
        .singleElement()
        .satisfies(
            lockout -> assertThat(lockout.during().start()).isEqualTo("2026-11-23T05:00:00Z"));
  }

  @Test
  void changesNothingWhenLoadedAgain() {
    List<Long> once = rows();

    load(NOW);
    assertThat(rows()).isEqualTo(once);
  }

  private static AssetCalendar calendar(String publicId) {
    Asset asset = registry.asset(publicId).orElseThrow();
    TimeRange soon = TimeRange.from(NOW, Duration.ofDays(42));
    return new Calendars(database).of(List.of(asset), soon).get(asset.id());
  }

  private static List<String> visibleTo(String organisation) {
    int id = registry.organisation(organisation).orElseThrow().id();
    return new Sharing(database, registry)
        .visibleTo(id, NOW).stream().map(VisibleAsset::asset).map(Asset::publicId).toList();
  }

  private static List<Long> rows() {
    List<Long> rows = new ArrayList<>();
    for (String table :
        List.of(
            "organisation",
            "facility",
            "gateway",
            "asset",
            "opening",
            "closed_day",
            "lockout",
            "agreement",
            "turnaround")) {
      rows.add(database.inTransaction(connection -> count(connection, table)));
    }
    return rows;
  }

  private static long count(Connection connection, String table) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery("SELECT count(*) FROM " + table)) {
      row.next();
      return row.getLong(1);
    }
  }
}
