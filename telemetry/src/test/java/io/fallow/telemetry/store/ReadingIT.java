package io.fallow.telemetry.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fallow.sim.database.TestDatabase;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** With one connection, which all work shares. */
class ReadingIT {

  private static final String COUNT = "SELECT count(*) FROM organisation";

  private TestDatabase server;
  private Database database;

  @BeforeEach
  void open() {
    server = TestDatabase.create();
    database =
        Database.open(
            new DatabaseConfig("test", server.jdbcUrl(), server.user(), server.password(), 1));
    database.migrate();
  }

  @AfterEach
  void close() {
    database.close();
    server.close();
  }

  @Test
  void aReaderHoldsNoTransactionOpen() {
    String state = "SELECT count(*) FROM pg_locks WHERE relation = 'organisation'::regclass";
    long locks =
        database.reading(
            connection -> {
              number(connection, COUNT);
              return number(connection, state);
            });
    assertThat(locks).isZero();
  }

  @Test
  void workInATransactionIsStillRolledBackAfterSomebodyRead() {
    database.reading(connection -> number(connection, COUNT));
    assertThatThrownBy(
            () ->
                database.inTransaction(
                    connection -> {
                      run(connection, "INSERT INTO organisation (code, name) VALUES ('a', 'A')");
                      throw new IllegalStateException("changed its mind");
                    }))
        .hasMessage("changed its mind");
    long organisations = database.reading(connection -> number(connection, COUNT));
    assertThat(organisations).isZero();
  }

  @Test
  void aFailureOfTheDatabaseIsSorted() {
    assertThatThrownBy(
            () ->
                database.reading(connection -> number(connection, "SELECT count(*) FROM nowhere")))
        .isInstanceOf(StoreException.Broken.class);
  }

  private static int run(Connection connection, String sql) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      return statement.executeUpdate();
    }
  }

  private static long number(Connection connection, String sql) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(sql);
        ResultSet row = statement.executeQuery()) {
      row.next();
      return row.getLong(1);
    }
  }
}
