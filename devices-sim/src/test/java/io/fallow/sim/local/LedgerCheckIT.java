package io.fallow.sim.local;

import static org.assertj.core.api.Assertions.assertThat;

import io.fallow.gateway.queue.Cursor;
import io.fallow.gateway.wire.GatewayAddress;
import io.fallow.sim.database.TestDatabase;
import io.fallow.telemetry.registry.Gateway;
import io.fallow.telemetry.registry.Registry;
import io.fallow.telemetry.store.Database;
import io.fallow.telemetry.store.DatabaseConfig;
import java.sql.Statement;
import java.time.ZoneOffset;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The check must see what is missing: ten messages of two readings each, then something goes. */
class LedgerCheckIT {

  private static final Cursor CURSOR = new Cursor(1_763_000_000_000L, 12, 10);

  private final TestDatabase testDatabase = TestDatabase.create();
  private final Database database =
      Database.open(
          new DatabaseConfig(
              "test", testDatabase.jdbcUrl(), testDatabase.user(), testDatabase.password(), 2));
  private Gateway gateway;

  @BeforeEach
  void storeTenMessages() {
    database.migrate();
    Registry registry = new Registry(database);
    registry.registerOrganisation("forge", "Forge");
    registry.registerFacility("forge", "hall", "Hall", ZoneOffset.UTC, 48, 9);
    gateway = registry.registerGateway(new GatewayAddress("forge", "north"), "hall", "secret");
    run(
        """
        INSERT INTO message_ledger
        SELECT %d, false, %d, n, 100 + n, now(), 2, 0 FROM generate_series(1, 10) AS n
        """
            .formatted(gateway.id(), CURSOR.epoch()));
    run(
        """
        INSERT INTO reading (time, asset_id, activity, message_id)
        SELECT now() + n * interval '1 s', 1, 3, 101 + n / 2 FROM generate_series(0, 19) AS n
        """);
  }

  @AfterEach
  void close() {
    database.close();
    testDatabase.close();
  }

  @Test
  void holdsWhenEveryAcknowledgedMessageIsThereWithItsReadings() {
    GatewayLedger ledger = check();
    assertThat(ledger.verdict()).isEqualTo("ok");
    assertThat(ledger.messages()).isEqualTo(10);
    assertThat(ledger.stored()).isEqualTo(20);
  }

  @Test
  void namesAMessageThatIsMissing() {
    run("DELETE FROM message_ledger WHERE sequence IN (4, 7)");
    GatewayLedger ledger = check();
    assertThat(ledger.sound()).isFalse();
    assertThat(ledger.missing()).containsExactly(4L, 7L);
    assertThat(ledger.verdict()).startsWith("2 lost [4, 7]");
  }

  @Test
  void seesAReadingThatIsMissing() {
    run(
        """
        DELETE FROM reading WHERE message_id = 105
        AND time = (SELECT min(time) FROM reading WHERE message_id = 105)
        """);
    assertThat(check().untrue()).isEqualTo(1);
    assertThat(check().sound()).isFalse();
  }

  @Test
  void seesAReadingThatIsThereTwice() {
    run("INSERT INTO reading SELECT * FROM reading WHERE message_id = 103");
    assertThat(check().untrue()).isEqualTo(1);
  }

  @Test
  void isNotMisledByMessagesOfAnotherEpochOrGateway() {
    run("UPDATE message_ledger SET epoch = epoch + 1 WHERE sequence = 5");
    run("UPDATE message_ledger SET gateway_id = gateway_id + 1 WHERE sequence = 6");
    assertThat(check().missing()).containsExactly(5L, 6L);
  }

  private GatewayLedger check() {
    return new LedgerCheck(database).of(gateway, CURSOR);
  }

  private void run(String sql) {
    database.inTransaction(
        connection -> {
          try (Statement statement = connection.createStatement()) {
            statement.execute("SET LOCAL ROLE NONE"); // as the owner
            return statement.executeUpdate(sql);
          }
        });
  }
}
