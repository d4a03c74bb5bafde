package io.fallow.telemetry.retention;

import io.fallow.telemetry.store.Database;
import io.fallow.telemetry.store.SqlWork;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Optional;

/**
 * Lets one instance at a time work, a transaction at a time: many instances look for what is old,
 * and none waits for another.
 */
final class Turn {

  /** The number is any that nobody else locks. */
  private static final String TAKE = "SELECT pg_try_advisory_xact_lock(1126001)";

  private final Database database;

  Turn(Database database) {
    this.database = database;
  }

  /**
   * Does the work in one transaction, which waits for a lock for five seconds at most; empty if it
   * is another instance's turn.
   *
   * @throws io.fallow.telemetry.store.StoreException when nothing was done
   */
  <T> Optional<T> take(SqlWork<T> work) {
    return database.inTransaction(
        connection -> isMine(connection) ? Optional.of(work.on(connection)) : Optional.empty());
  }

  private static boolean isMine(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute("SET LOCAL lock_timeout = '5s'");
      try (ResultSet row = statement.executeQuery(TAKE)) {
        row.next();
        return row.getBoolean(1);
      }
    }
  }
}
