package io.fallow.telemetry.retention;

import io.fallow.telemetry.store.Database;
import io.fallow.telemetry.store.StoreException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Compresses chunks of readings after a week, where the server's licence allows it; TimescaleDB's
 * own job then does the work. Nothing depends on it.
 */
final class Columnstore {

  private static final Logger LOG = LoggerFactory.getLogger(Columnstore.class);

  private final Database database;

  Columnstore(Database database) {
    this.database = database;
  }

  /** Says whether there is a policy now. Never fails for what the server is not able to do. */
  boolean switchOn() {
    try {
      return database.inTransaction(connection -> allows(connection) && addPolicy(connection));
    } catch (StoreException.Unavailable away) {
      throw away;
    } catch (StoreException refused) {
      LOG.warn("Readings stay uncompressed, the server refuses: {}", refused.getMessage());
      return false;
    }
  }

  private static boolean allows(Connection connection) throws SQLException {
    try (Statement query = connection.createStatement();
        ResultSet row = query.executeQuery("SHOW timescaledb.license")) {
      row.next();
      return row.getString(1).equals("timescale");
    }
  }

  private static boolean addPolicy(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute("SET LOCAL lock_timeout = '5s'");
      return statement.execute("SELECT compress_readings()");
    }
  }
}
