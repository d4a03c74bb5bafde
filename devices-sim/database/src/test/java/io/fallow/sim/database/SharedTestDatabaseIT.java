package io.fallow.sim.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.SQLException;
import org.junit.jupiter.api.Test;

class SharedTestDatabaseIT {

  @Test
  void givesAnEmptyDatabaseThatCanHoldHypertables() throws SQLException {
    try (TestDatabase database = TestDatabase.create();
        Session session = Session.open(connection(database))) {
      assertThat(session.text("SELECT extname FROM pg_extension WHERE extname = 'timescaledb'"))
          .isEmpty();

      session.execute("CREATE EXTENSION timescaledb");
      session.execute("CREATE TABLE reading (time timestamptz NOT NULL, power_w real)");
      session.execute("SELECT create_hypertable('reading', 'time')");
      session.execute("INSERT INTO reading VALUES (now(), 1)");

      assertThat(session.text("SELECT count(*) FROM show_chunks('reading')")).contains("1");
    }
  }

  @Test
  void knowsTimeZones() throws SQLException {
    try (TestDatabase database = TestDatabase.create();
        Session session = Session.open(connection(database))) {
      assertThat(session.text("SELECT timestamptz '2026-07-01 12:00Z' AT TIME ZONE 'Asia/Seoul'"))
          .contains("2026-07-01 21:00:00");
    }
  }

  @Test
  void findsTheSameDataAfterTheServerWasAway() throws SQLException {
    try (TestDatabase database = TestDatabase.create()) {
      try (Session session = Session.open(connection(database))) {
        session.execute("CREATE TABLE kept (n int)");
        session.execute("INSERT INTO kept VALUES (7)");
      }
      database.stopServer();
      assertThatThrownBy(() -> Session.open(connection(database))).isInstanceOf(SQLException.class);
      database.startServer();
      try (Session session = Session.open(connection(database))) {
        assertThat(session.text("SELECT n FROM kept")).contains("7");
      }
    }
  }

  @Test
  void dropsADatabaseThatIsStillInUse() throws SQLException {
    TestDatabase database = TestDatabase.create();
    try (Session session = Session.open(connection(database))) {
      database.close();
      assertThatThrownBy(() -> session.text("SELECT 1")).isInstanceOf(SQLException.class);
    }
  }

  private static LocalTimescale.Connection connection(TestDatabase database) {
    return new LocalTimescale.Connection(
        database.jdbcUrl(), database.user(), database.password(), "");
  }
}
