package io.fallow.sim.truth;

import static org.assertj.core.api.Assertions.assertThat;

import io.fallow.gateway.wire.Activity;
import io.fallow.gateway.wire.Reading;
import io.fallow.sim.database.TestDatabase;
import io.fallow.sim.world.DemoDevices;
import io.fallow.sim.world.DemoOrganisation;
import io.fallow.sim.world.DemoWorld;
import io.fallow.sim.world.DemoWorldLoader;
import io.fallow.sim.world.WorldStart;
import io.fallow.telemetry.registry.Registry;
import io.fallow.telemetry.store.Database;
import io.fallow.telemetry.store.DatabaseConfig;
import io.fallow.telemetry.usage.UsageQueries;
import io.fallow.telemetry.usage.UsageWorker;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.sql.Types;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class TruthReportIT {

  private static final Instant NOW = Instant.parse("2026-11-12T06:00:00Z");
  private static final WorldStart BEGIN = WorldStart.now(3, Duration.ofDays(3), NOW);
  private static final DemoWorld FARM = onlyTheFarm(DemoWorld.standard());

  private TestDatabase server;
  private Database database;
  private Registry registry;

  @BeforeEach
  void loadTheFarm() {
    server = TestDatabase.create();
    database =
        Database.open(
            new DatabaseConfig(
                "truth", server.jdbcUrl(), server.user(), server.password(), /* poolSize= */ 2));
    database.migrate();
    registry = new Registry(database);
    DemoWorldLoader.load(FARM, BEGIN, NOW, database, address -> "secret");
  }

  @AfterEach
  void drop() {
    database.close();
    server.close();
  }

  @Test
  void findsThatUsageIsDerivedRightly() {
    DemoDevices.of(FARM, BEGIN.seed()).forEach(this::store);
    derive();

    TruthReport report = report();
    assertThat(report.rows()).hasSize(7).allMatch(row -> row.share() > 0.995);
    assertThat(report.isGood()).isTrue();
    assertThat(report.table())
        .contains("fieldring.tractor-1", "7 assets", "all at or above 99 %")
        .doesNotContain("!");
  }

  @Test
  void noticesAnAssetWhoseReadingsWereLost() {
    DemoDevices.of(FARM, BEGIN.seed()).stream()
        .filter(placed -> !placed.publicId().equals("fieldring.sprayer-1"))
        .forEach(this::store);
    derive();

    TruthReport report = report();
    assertThat(report.isGood()).isFalse();
    assertThat(report.rows().stream().filter(row -> row.share() < 0.99))
        .singleElement()
        .matches(row -> row.asset().equals("fieldring.sprayer-1"))
        .matches(row -> row.worst().startsWith("OFF taken for UNKNOWN"));
    assertThat(report.table()).contains("! fieldring.sprayer-1", "NOT all");
  }

  @Test
  void callsNothingDerivedWrong() {
    assertThat(report().rows()).hasSize(7).allMatch(row -> row.share() < 0.3);
  }

  private TruthReport report() {
    return TruthReport.compare(FARM, BEGIN, registry, new UsageQueries(database), NOW);
  }

  private void derive() {
    Clock clock = Clock.fixed(NOW, ZoneOffset.UTC);
    try (UsageWorker worker =
        new UsageWorker(database, registry, new SimpleMeterRegistry(), clock)) {
      while (new UsageQueries(database).backlog() > 0) {
        worker.runOnce();
      }
    }
  }

  private static final String STORE =
      "INSERT INTO reading (time, asset_id, activity, message_id) VALUES (?, ?, ?, 1)";
  private static final String MARK = "INSERT INTO usage_dirty (asset_id, from_time) VALUES (?, ?)";

  /** Leaves what ingest leaves: the readings, and work for usage. */
  private void store(DemoDevices.Placed placed) {
    int asset = registry.asset(placed.publicId()).orElseThrow().id();
    List<Reading> readings = placed.device().readings(BEGIN.start(), NOW);
    database.inTransaction(
        connection -> {
          try (Statement owner = connection.createStatement();
              PreparedStatement store = connection.prepareStatement(STORE);
              PreparedStatement mark = connection.prepareStatement(MARK)) {
            owner.execute("SET LOCAL ROLE NONE");
            for (Reading reading : readings) {
              add(store, asset, reading);
            }
            store.executeBatch();
            mark.setInt(1, asset);
            mark.setObject(2, BEGIN.start().atOffset(ZoneOffset.UTC));
            return mark.executeUpdate();
          }
        });
  }

  private static void add(PreparedStatement store, int asset, Reading reading) throws SQLException {
    store.setObject(1, reading.time().atOffset(ZoneOffset.UTC));
    store.setInt(2, asset);
    store.setObject(3, reading.activity().map(Activity::code).orElse(null), Types.SMALLINT);
    store.addBatch();
  }

  private static DemoWorld onlyTheFarm(DemoWorld world) {
    List<DemoOrganisation> farm =
        world.organisations().stream().filter(o -> o.code().equals("fieldring")).toList();
    return new DemoWorld(farm, List.of(), List.of(), Map.of());
  }
}
