package io.fallow.scheduler.telling;

import io.fallow.telemetry.store.Database;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
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

  // What can be seen was written by transactions that this snapshot knows; unless another server
  // numbered them.
  private static final String AHEAD =
      """
      SELECT greatest(
          (SELECT xid FROM event ORDER BY xid DESC LIMIT 1),
          (SELECT xid FROM webhook_spread),
          (SELECT from_xid FROM webhook ORDER BY from_xid DESC LIMIT 1))::text::bigint + 1
        - (SELECT pg_snapshot_xmax(pg_current_snapshot())::text::bigint + shift FROM event_order)
      """;

  /**
   * To be called at each start, before anything is told or read; by any number of processes. Does
   * nothing in a database that was not restored. Blocks.
   *
   * @return whether the count was shifted
   */
  public static boolean settle(Database database) {
    if (database.inTransaction(EventOrder::ahead) <= 0) {
      return false;
    }
    return database.inTransaction(EventOrder::shifted);
  }

  private static long ahead(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(AHEAD)) {
      row.next();
      return row.getLong(1);
    }
  }

  /** Waits for all who write events, and keeps them from it until the new defaults count. */
  private static boolean shifted(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute("LOCK TABLE event, webhook, webhook_spread IN ACCESS EXCLUSIVE MODE");
      long ahead = ahead(connection);
      if (ahead <= 0) {
        return false;
      }
      statement.execute("UPDATE event_order SET shift = shift + " + ahead);
      String next = "((pg_current_xact_id()::text::bigint + " + shift(statement) + ")::text)::xid8";
      statement.execute("ALTER TABLE event ALTER COLUMN xid SET DEFAULT " + next);
      statement.execute("ALTER TABLE webhook ALTER COLUMN from_xid SET DEFAULT " + next);
      LOG.info("the database was restored: events go on {} transactions later", ahead);
      return true;
    }
  }

  private static long shift(Statement statement) throws SQLException {
    try (ResultSet row = statement.executeQuery("SELECT shift FROM event_order")) {
      row.next();
      return row.getLong(1);
    }
  }
}
