package io.fallow.telemetry.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.fallow.sim.database.TestDatabase;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** A database that is silent for longer than the driver waits. */
class MigrationIT {

  private static final Duration SILENCE = Duration.ofSeconds(1);

  @Test
  void aMigrationIsNotCutShortByItAndOtherWorkIs() throws Exception {
    try (TestDatabase server = TestDatabase.create();
        Database database = open(server)) {
      database.migrate();
      try (Connection other =
          DriverManager.getConnection(server.jdbcUrl(), server.user(), server.password())) {
        other.setAutoCommit(false);
        execute(other, "LOCK TABLE flyway_schema_history, organisation IN ACCESS EXCLUSIVE MODE");
        CompletableFuture<Void> migration = CompletableFuture.runAsync(database::migrate);

        await().during(SILENCE.multipliedBy(4)).until(() -> !migration.isDone());
        assertThatThrownBy(() -> work(database)).isInstanceOf(StoreException.Unavailable.class);
        other.rollback();

        migration.get(60, TimeUnit.SECONDS);
        assertThat(work(database)).isTrue();
      }
    }
  }

  private static Database open(TestDatabase server) {
    return Database.open(
        new DatabaseConfig("test", server.jdbcUrl(), server.user(), server.password(), 2), SILENCE);
  }

  private static boolean work(Database database) {
    return database.inTransaction(
        connection -> execute(connection, "SELECT count(*) FROM organisation"));
  }

  private static boolean execute(Connection connection, String sql) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      return statement.execute(sql);
    }
  }
}
