package io.fallow.telemetry.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.fallow.sim.database.TestDatabase;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class StatisticsIT {

  private TestDatabase server;
  private Database database;

  @BeforeEach
  void open() {
    server = TestDatabase.create();
    database =
        Database.open(
            new DatabaseConfig("test", server.jdbcUrl(), server.user(), server.password(), 2));
    database.migrate();
    run("CREATE TABLE word (text text) WITH (autovacuum_enabled = false)");
    run("CREATE TABLE still (text text)");
  }

  @AfterEach
  void close() {
    database.close();
    server.close();
  }

  @Test
  void looksOnceAtATableThatHasGrownAndNotAtOthers() {
    run("INSERT INTO word SELECT 'a' FROM generate_series(1, 1000)");
    // The server counts what an idle connection wrote after ten seconds only.
    await()
        .atMost(Duration.ofSeconds(40))
        .until(() -> Statistics.renew(database).equals(List.of("public.word")));
    assertThat(Statistics.renew(database)).isEmpty();
  }

  private void run(String sql) {
    database.inTransaction(
        connection -> {
          try (Statement statement = connection.createStatement()) {
            statement.execute("SET LOCAL ROLE NONE"); // as the owner
            return statement.execute(sql);
          }
        });
  }
}
