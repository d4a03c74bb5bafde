package io.fallow.sim.local;

import io.fallow.gateway.queue.Cursor;
import io.fallow.telemetry.registry.Gateway;
import io.fallow.telemetry.store.Database;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Compares what gateways saw acknowledged with what the database has. It reads all readings: a
 * second or two for a month of the demo world.
 */
final class LedgerCheck {

  private final Database database;

  LedgerCheck(Database database) {
    this.database = database;
  }

  /** The check of one gateway's queue. Messages that come in meanwhile don't matter. */
  GatewayLedger of(Gateway gateway, Cursor cursor) {
    return database.inTransaction(
        connection -> {
          Map<String, Long> counts = counts(connection, gateway.id(), cursor);
          return new GatewayLedger(
              gateway.address(),
              cursor,
              counts.get("messages"),
              counts.get("entries") - counts.get("messages"),
              missing(connection, gateway.id(), cursor),
              counts.get("stored"),
              counts.get("rejected"),
              counts.get("untrue"));
        });
  }

  private static final String COUNTS =
      """
      WITH ours AS (
          SELECT sequence, message_id, stored, rejected FROM message_ledger
          WHERE gateway_id = ? AND NOT by_hash AND epoch = ? AND sequence <= ?
      ), kept AS (
          SELECT message_id, count(*) AS n FROM reading
          WHERE message_id IN (SELECT message_id FROM ours) GROUP BY message_id
      ), refused AS (
          SELECT message_id, count(*) AS n FROM rejected_message
          WHERE message_id IN (SELECT message_id FROM ours) GROUP BY message_id
      )
      SELECT count(*) AS entries, count(DISTINCT sequence) AS messages,
             coalesce(sum(stored), 0) AS stored, coalesce(sum(rejected), 0) AS rejected,
             count(*) FILTER (WHERE coalesce(kept.n, 0) <> stored
                                 OR coalesce(refused.n, 0) <> rejected) AS untrue
      FROM ours LEFT JOIN kept USING (message_id) LEFT JOIN refused USING (message_id)
      """;

  private static Map<String, Long> counts(Connection connection, int gateway, Cursor cursor)
      throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(COUNTS)) {
      statement.setInt(1, gateway);
      statement.setLong(2, cursor.epoch());
      statement.setLong(3, cursor.acknowledgedThrough());
      try (ResultSet row = statement.executeQuery()) {
        row.next();
        Map<String, Long> counts = new HashMap<>();
        for (String name : List.of("entries", "messages", "stored", "rejected", "untrue")) {
          counts.put(name, row.getLong(name));
        }
        return counts;
      }
    }
  }

  private static final String MISSING =
      """
      SELECT sequence FROM generate_series(1::bigint, ?) AS sequence
      EXCEPT
      SELECT sequence FROM message_ledger WHERE gateway_id = ? AND NOT by_hash AND epoch = ?
      ORDER BY sequence LIMIT 5
      """;

  private static List<Long> missing(Connection connection, int gateway, Cursor cursor)
      throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(MISSING)) {
      statement.setLong(1, cursor.acknowledgedThrough());
      statement.setInt(2, gateway);
      statement.setLong(3, cursor.epoch());
      List<Long> missing = new ArrayList<>();
      try (ResultSet rows = statement.executeQuery()) {
        while (rows.next()) {
          missing.add(rows.getLong(1));
        }
      }
      return missing;
    }
  }
}
