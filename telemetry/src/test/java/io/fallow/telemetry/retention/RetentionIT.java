package io.fallow.telemetry.retention;

import static org.assertj.core.api.Assertions.assertThat;

import io.fallow.sim.database.TestDatabase;
import io.fallow.telemetry.registry.ActivityRule;
import io.fallow.telemetry.registry.NewAsset;
import io.fallow.telemetry.registry.Registry;
import io.fallow.telemetry.store.Database;
import io.fallow.telemetry.store.DatabaseConfig;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.Statement;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class RetentionIT {

  /** The day after the real one, so that chunks, which are made now, are made before its noon. */
  private final Instant today = Instant.now().truncatedTo(ChronoUnit.DAYS).plus(Duration.ofDays(1));

  private final Instant noon = today.plus(Duration.ofHours(12));

  private final TestDatabase server = TestDatabase.create();
  private final Database database =
      Database.open(
          new DatabaseConfig("test", server.jdbcUrl(), server.user(), server.password(), 3));
  private SimpleMeterRegistry meters;
  private int mill;
  private int lathe;

  @BeforeAll
  void register() {
    database.migrate();
    Registry registry = new Registry(database);
    registry.registerOrganisation("forge", "Forge");
    registry.registerFacility("forge", "main", "Main", ZoneOffset.UTC, 48, 9);
    mill = asset(registry, "mill");
    lathe = asset(registry, "lathe");
  }

  private static int asset(Registry registry, String code) {
    ActivityRule rule = new ActivityRule.Reported(Duration.ofMinutes(5));
    return registry
        .registerAsset(new NewAsset("forge", "main", code, code, "mill", Set.of(), rule))
        .id();
  }

  @BeforeEach
  void empty() {
    meters = new SimpleMeterRegistry();
    execute("SELECT drop_chunks('reading', older_than => 'infinity'::timestamptz)");
    execute("TRUNCATE message_ledger, rejected_message, usage_dirty, retention_floor");
  }

  @AfterAll
  void close() {
    database.close();
    server.close();
  }

  @Test
  void readingsGoByTheDayAndTheFloorSaysFromWhenOnTheyAreWhole() {
    reading(mill, noon.minus(Duration.ofDays(2)));
    reading(mill, noon.minus(Duration.ofDays(1)));
    reading(lathe, noon.minus(Duration.ofDays(1)));
    reading(mill, noon);
    reading(lathe, noon.plus(Duration.ofDays(1)));

    retention(noon.plus(Duration.ofDays(10)), 10).runOnce();

    assertThat(texts("SELECT time::date FROM reading ORDER BY time"))
        .containsExactly(day(0), day(1));
    assertThat(texts("SELECT asset_id || ' ' || readings_from::date FROM retention_floor"))
        .containsExactlyInAnyOrder(mill + " " + day(0), lathe + " " + day(0));
    assertThat(meters.counter("fallow.retention.chunks").count()).isEqualTo(2);

    retention(noon.plus(Duration.ofDays(11)), 10).runOnce();
    assertThat(texts("SELECT asset_id || ' ' || readings_from::date FROM retention_floor"))
        .containsExactlyInAnyOrder(mill + " " + day(1), lathe + " " + day(0));
  }

  @Test
  void aLogOfLongAgoThatCameInTodayIsKeptAsLongAsOthers() {
    reading(mill, Instant.parse("2018-03-01T00:00:00Z"));

    retention(noon.plus(Duration.ofDays(8)), 10).runOnce();
    assertThat(texts("SELECT time FROM reading")).hasSize(1);

    retention(noon.plus(Duration.ofDays(11)), 10).runOnce();
    assertThat(texts("SELECT time FROM reading")).isEmpty();
  }

  @Test
  void readingsThatUsageHasYetToTakeInStay() {
    reading(mill, noon.minus(Duration.ofDays(3)));
    reading(mill, noon.minus(Duration.ofDays(1)));
    String waits = noon.minus(Duration.ofDays(1)).toString();
    execute("INSERT INTO usage_dirty (asset_id, from_time) VALUES (" + mill + ", '" + waits + "')");

    retention(noon.plus(Duration.ofDays(30)), 10).runOnce();
    assertThat(texts("SELECT time::date FROM reading")).containsExactly(day(-1));

    execute("TRUNCATE usage_dirty");
    retention(noon.plus(Duration.ofDays(30)), 10).runOnce();
    assertThat(texts("SELECT time FROM reading")).isEmpty();
  }

  @Test
  void theLedgerAndTheRejectsGoByTheirArrival() {
    execute(
        """
        INSERT INTO message_ledger
        SELECT 1, false, 7, n, n, '%1$s'::timestamptz + n * interval '1 minute', 1, 0
        FROM generate_series(0, 99999) n
        """
            .formatted(today));
    execute(
        """
        INSERT INTO rejected_message (received_at, topic, reason, detail, readings, payload)
        SELECT '%1$s'::timestamptz + n * interval '1 day', 't', 'unparsable', 'd', 0, ''
        FROM generate_series(0, 9) n
        """
            .formatted(today));

    new Retention(
            RetentionConfig.ofDays(400, 30, 35),
            database,
            meters,
            Clock.fixed(today.plus(Duration.ofDays(40)), ZoneOffset.UTC))
        .runOnce();

    assertThat(texts("SELECT count(*) || ' ' || min(sequence) FROM message_ledger"))
        .as("of the ten days that are too old, each minute's")
        .containsExactly((100_000 - 14_400) + " 14400");
    assertThat(texts("SELECT count(*) FROM rejected_message")).containsExactly("5");
    assertThat(meters.counter("fallow.retention.rows", "table", "message_ledger").count())
        .isEqualTo(14_400);
  }

  @Test
  void whileAnotherInstanceIsAtItNothingHappensTwice() {
    reading(mill, noon);
    Turn other = new Turn(database);

    other.take(
        connection -> {
          retention(noon.plus(Duration.ofDays(30)), 10).runOnce();
          return true;
        });

    assertThat(texts("SELECT time FROM reading")).hasSize(1);
  }

  @Test
  void aServerThatMayNotCompressIsLeftAlone() {
    boolean timescale = texts("SHOW timescaledb.license").contains("timescale");

    assertThat(new Columnstore(database).switchOn()).isEqualTo(timescale);
    assertThat(new Columnstore(database).switchOn()).isEqualTo(timescale);
  }

  private Retention retention(Instant now, int days) {
    return new Retention(
        RetentionConfig.ofDays(days, 10, 10), database, meters, Clock.fixed(now, ZoneOffset.UTC));
  }

  private void reading(int asset, Instant time) {
    execute(
        "INSERT INTO reading (time, asset_id, power_w, message_id) VALUES ('%s', %d, 5, 1)"
            .formatted(time, asset));
  }

  private String day(int offset) {
    return today.plus(Duration.ofDays(offset)).toString().substring(0, 10);
  }

  private void execute(String sql) {
    database.inTransaction(
        connection -> {
          try (Statement statement = connection.createStatement()) {
            statement.execute("SET LOCAL TIME ZONE 'UTC'");
            statement.execute("SET LOCAL ROLE NONE"); // as the owner
            return statement.execute(sql);
          }
        });
  }

  private List<String> texts(String sql) {
    return database.inTransaction(
        connection -> {
          List<String> found = new ArrayList<>();
          try (Statement zone = connection.createStatement()) {
            zone.execute("SET LOCAL TIME ZONE 'UTC'");
          }
          try (PreparedStatement select = connection.prepareStatement(sql);
              ResultSet row = select.executeQuery()) {
            while (row.next()) {
              found.add(row.getString(1));
            }
          }
          return found;
        });
  }
}
