package io.fallow.sim.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.fallow.sim.database.TestDatabase;
import io.fallow.sim.world.DemoDevices;
import io.fallow.sim.world.DemoWorld;
import io.fallow.sim.world.WorldStart;
import io.fallow.telemetry.store.Database;
import io.fallow.telemetry.store.DatabaseConfig;
import io.fallow.telemetry.store.StoreException;
import java.nio.file.Path;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Kills the whole stack again and again while the history streams in. */
class KilledStackIT {

  private static final Duration PATIENCE = Duration.ofMinutes(2);
  private static final int TERMINATED = 128 + 15;

  @TempDir Path folder;
  private final TestDatabase testDatabase = TestDatabase.create();
  private final Database database =
      Database.open(
          new DatabaseConfig(
              "test", testDatabase.jdbcUrl(), testDatabase.user(), testDatabase.password(), 2));

  @AfterEach
  void close() {
    database.close();
    testDatabase.close();
  }

  @Test
  void hasEveryAcknowledgedMessageOnceAndEveryReadingAfterKillsInMidStream() throws Exception {
    for (int messages : new int[] {50, 400, 800}) {
      killAfter(messages);
    }
    runToTheEnd();

    List<GatewayLedger> ledgers = LedgerCommand.check(new Home(home()), database);
    assertThat(ledgers).hasSize(4).allMatch(GatewayLedger::sound);
    assertThat(ledgers).allMatch(ledger -> ledger.cursor().acknowledgedThrough() > 100);
    assertThat(ledgers).allMatch(ledger -> ledger.rejected() == 0);
    WorldStart world = WorldStart.read(new Home(home()).world()).orElseThrow();
    assertThat(stored(world.begun())).isEqualTo(said(world));
  }

  private void killAfter(int messages) throws Exception {
    try (ChildStack stack = ChildStack.start(environment(), folder.resolve("killed.log"))) {
      await()
          .atMost(PATIENCE)
          .pollInterval(Duration.ofMillis(20))
          .ignoreExceptionsInstanceOf(StoreException.class)
          .until(() -> !stack.alive() || messages() >= messages);
      assertThat(stack.alive()).as(stack.output()).isTrue();
      stack.kill();
    }
  }

  private void runToTheEnd() throws Exception {
    try (ChildStack stack = ChildStack.start(environment(), folder.resolve("last.log"))) {
      await()
          .atMost(PATIENCE)
          .until(() -> !stack.alive() || stack.output().contains("The history is in"));
      assertThat(stack.alive()).as(stack.output()).isTrue();
      assertThat(stack.stop()).isEqualTo(TERMINATED);
      assertThat(stack.output()).contains("Fallow stopped after");
    }
  }

  private Path home() {
    return folder.resolve("home");
  }

  private Map<String, String> environment() {
    return Map.of(
        "FALLOW_HOME", home().toString(),
        "FALLOW_HISTORY_DAYS", "4",
        "FALLOW_HTTP_PORT", String.valueOf(FreePort.find()),
        "FALLOW_MQTT_PORT", String.valueOf(FreePort.find()),
        "FALLOW_DB_URL", testDatabase.jdbcUrl(),
        "FALLOW_DB_USER", testDatabase.user(),
        "FALLOW_DB_PASSWORD", testDatabase.password());
  }

  private static final String MESSAGES = "SELECT count(*) FROM message_ledger";

  /** How many messages are stored; fails while there is no table yet. */
  private int messages() {
    return database.inTransaction(
        connection -> {
          try (PreparedStatement statement = connection.prepareStatement(MESSAGES);
              ResultSet row = statement.executeQuery()) {
            row.next();
            return row.getInt(1);
          }
        });
  }

  private static final String STORED =
      """
      SELECT o.code || '.' || a.code AS asset, count(*) AS readings
      FROM reading r
      JOIN asset a ON a.id = r.asset_id
      JOIN organisation o ON o.id = a.organisation_id
      WHERE r.time < ?
      GROUP BY 1
      """;

  private Map<String, Long> stored(Instant before) {
    return database.inTransaction(
        connection -> {
          try (PreparedStatement statement = connection.prepareStatement(STORED)) {
            statement.setObject(1, OffsetDateTime.ofInstant(before, ZoneOffset.UTC));
            Map<String, Long> stored = new HashMap<>();
            try (ResultSet rows = statement.executeQuery()) {
              while (rows.next()) {
                stored.put(rows.getString("asset"), rows.getLong("readings"));
              }
            }
            return stored;
          }
        });
  }

  /** What the devices say in the history, by asset. */
  private static Map<String, Long> said(WorldStart world) {
    Map<String, Long> said = new TreeMap<>();
    for (DemoDevices.Placed placed : DemoDevices.of(DemoWorld.standard(), world.seed())) {
      long readings = placed.device().readings(world.start(), world.begun()).size();
      if (readings > 0) {
        said.put(placed.publicId(), readings);
      }
    }
    return said;
  }
}
