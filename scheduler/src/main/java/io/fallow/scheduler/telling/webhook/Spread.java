package io.fallow.scheduler.telling.webhook;

import io.fallow.scheduler.telling.EventLog;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/**
 * Makes a message of each new event for each webhook that wants it: of each once, because how far
 * it has come is written in the same transaction. One process at a time; others find nothing to do.
 */
final class Spread {

  private static final int AT_ONCE = 1_000;

  private static final String NEXT =
      """
      FROM event e, webhook_spread s
      WHERE e.xid < (SELECT event_horizon()) AND (e.xid, e.id) > (s.xid, s.id)
      """;

  private static final String IS_ANY = "SELECT EXISTS (SELECT " + NEXT + ")";
  private static final String LOCK = "SELECT 1 FROM webhook_spread FOR UPDATE SKIP LOCKED";

  private static final String LAST =
      "SELECT xid::text, id FROM (SELECT e.xid, e.id "
          + NEXT
          + """
          ORDER BY e.xid, e.id LIMIT ?) next
          ORDER BY xid DESC, id DESC LIMIT 1
          """;

  private static final String MAKE =
      """
      INSERT INTO webhook_delivery (webhook_id, message_id, kind, body, status, created_at,
                                    next_attempt_at)
      SELECT w.id, 'msg_' || replace(gen_random_uuid()::text, '-', ''), e.kind,
      ("""
          + EventLog.JSON
          + """
          )::text, 'PENDING', e.at, e.at
          FROM webhook_spread s
          JOIN event e ON (e.xid, e.id) > (s.xid, s.id) AND (e.xid, e.id) <= (?::text::xid8, ?)
          JOIN webhook w ON w.organisation_id = e.organisation_id AND w.disabled_at IS NULL
            AND e.xid >= w.from_xid AND (cardinality(w.kinds) = 0 OR e.kind = ANY (w.kinds))
          LEFT JOIN asset a ON a.id = e.asset_id
          LEFT JOIN organisation owner ON owner.id = a.organisation_id
          ORDER BY e.xid, e.id
          """;

  private static final String MOVE = "UPDATE webhook_spread SET xid = ?::text::xid8, id = ?";

  private Spread() {}

  /** Works through some of the new events; whether there may be more. */
  static boolean some(Connection connection) throws SQLException {
    if (!isAny(connection) || !locks(connection)) {
      return false;
    }
    try (PreparedStatement last = connection.prepareStatement(LAST)) {
      last.setInt(1, AT_ONCE);
      try (ResultSet row = last.executeQuery()) {
        if (!row.next()) {
          return false;
        }
        upTo(connection, MAKE, row);
        upTo(connection, MOVE, row);
        return true;
      }
    }
  }

  private static boolean isAny(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(IS_ANY)) {
      row.next();
      return row.getBoolean(1);
    }
  }

  private static boolean locks(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(LOCK)) {
      return row.next();
    }
  }

  private static void upTo(Connection connection, String sql, ResultSet last) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      statement.setString(1, last.getString("xid"));
      statement.setLong(2, last.getLong("id"));
      statement.executeUpdate();
    }
  }
}
