package io.fallow.telemetry.retention;

import io.fallow.telemetry.store.SqlValues;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.Optional;

/**
 * Deletes old rows of the ledger and of the rejects. Goes through the whole table from its first
 * block to its last, some blocks in a transaction: that needs no index, which each message would
 * have to pay for when it comes in, and what arrives together lies together.
 */
final class OldRows {

  private static final int BLOCKS_AT_ONCE = 512;

  private final Turn turn;

  OldRows(Turn turn) {
    this.turn = turn;
  }

  /** Deletes the ledger's entries of messages that came before, and says how many. */
  long ledger(Instant before) {
    return sweep("message_ledger", DELETE_LEDGER, before);
  }

  /** Deletes the rejects that came before, and says how many. */
  long rejects(Instant before) {
    return sweep("rejected_message", DELETE_REJECTS, before);
  }

  private long sweep(String table, String delete, Instant before) {
    Optional<Long> blocks = turn.take(connection -> blocks(connection, table));
    long deleted = 0;
    for (long from = 0; from < blocks.orElse(0L); from += BLOCKS_AT_ONCE) {
      long first = from;
      Optional<Integer> rows = turn.take(connection -> delete(connection, delete, first, before));
      if (rows.isEmpty()) {
        return deleted;
      }
      deleted += rows.get();
    }
    return deleted;
  }

  private static long blocks(Connection connection, String table) throws SQLException {
    String sql = "SELECT pg_relation_size('" + table + "') / current_setting('block_size')::bigint";
    try (Statement query = connection.createStatement();
        ResultSet row = query.executeQuery(sql)) {
      row.next();
      return row.getLong(1);
    }
  }

  private static final String DELETE_LEDGER =
      """
      DELETE FROM message_ledger
      WHERE ctid >= ?::tid AND ctid < ?::tid AND received_at < ?
      """;

  private static final String DELETE_REJECTS =
      """
      DELETE FROM rejected_message
      WHERE ctid >= ?::tid AND ctid < ?::tid AND received_at < ?
      """;

  private static int delete(Connection connection, String sql, long first, Instant before)
      throws SQLException {
    try (PreparedStatement delete = connection.prepareStatement(sql)) {
      delete.setString(1, "(" + first + ",0)");
      delete.setString(2, "(" + (first + BLOCKS_AT_ONCE) + ",0)");
      delete.setObject(3, SqlValues.timestamp(before));
      return delete.executeUpdate();
    }
  }
}
