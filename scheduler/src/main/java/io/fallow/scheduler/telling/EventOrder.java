package io.fallow.scheduler.telling;

import io.fallow.telemetry.store.Database;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps events in order where the server's count of transactions begins anew: in a database that
 * was restored from a logical dump. What was told before the dump stays where it was, for readers
 * that go on behind it and for webhooks; what happens from then on comes after it.
 */
public final class EventOrder {

  private static final Logger LOG = LoggerFactory.getLogger(EventOrder.class);

  private EventOrder() {}

  private static final String AHEAD = "SELECT events_ahead()";

  /** Waits for all who write events, and keeps them from it until the new count holds. */
  private static final String SHIFT = "SELECT shift_events()";

  /**
   * To be called at each start, before anything is told or read; by any number of processes. Does
   * nothing in a database that was not restored. Blocks.
   *
   * @return whether the count was shifted
   */
  public static boolean settle(Database database) {
    if (database.inTransaction(connection -> number(connection, AHEAD)) <= 0) {
      return false;
    }
    long shifted = database.inTransaction(connection -> number(connection, SHIFT));
    if (shifted > 0) {
      LOG.info("the database was restored: events go on {} transactions later", shifted);
    }
    return shifted > 0;
  }

  private static long number(Connection connection, String sql) throws SQLException {
    try (PreparedStatement query = connection.prepareStatement(sql);
        ResultSet row = query.executeQuery()) {
      row.next();
      return row.getLong(1);
    }
  }
}
