package io.fallow.scheduler.audit;

import io.fallow.telemetry.store.SqlValues;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;

/**
 * How far entries have been sealed, so that no look goes through all of them. Ids are given before
 * entries are committed, and by transactions that are already numbered: once all transactions have
 * ended that were numbered when an id was the last, every entry up to that id is there to be seen,
 * or will never be.
 *
 * @param through every entry up to it is sealed, or will never be there
 * @param nextId the last id, when it was looked at
 * @param nextTransaction the first that was not yet numbered then
 * @param oldest transaction that is under way
 * @param newest the first transaction that is not yet numbered
 * @param lastId the last id that can be seen
 * @param now by the database's clock, as the times of entries are
 */
record SealProgress(
    long through,
    long nextId,
    long nextTransaction,
    long oldest,
    long newest,
    long lastId,
    Instant now) {

  private static final String LOCK = "SELECT pg_try_advisory_xact_lock(1126005)";

  /** Whether nobody else seals, until the end of the transaction. */
  static boolean lock(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(LOCK)) {
      row.next();
      return row.getBoolean(1);
    }
  }

  private static final String READ =
      """
      SELECT through, next_id, next_xid::text::bigint AS next_xid,
             pg_snapshot_xmin(pg_current_snapshot())::text::bigint AS oldest,
             pg_snapshot_xmax(pg_current_snapshot())::text::bigint AS newest,
             (SELECT coalesce(max(id), 0) FROM audit_entry) AS last_id,
             clock_timestamp() AS now
      FROM audit_progress
      """;

  /** To be read before the entries. */
  static SealProgress read(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(READ)) {
      row.next();
      return new SealProgress(
          row.getLong("through"),
          row.getLong("next_id"),
          row.getLong("next_xid"),
          row.getLong("oldest"),
          row.getLong("newest"),
          row.getLong("last_id"),
          SqlValues.instant(row, "now"));
    }
  }

  private static final String MOVE_ON =
      "UPDATE audit_progress SET through = ?, next_id = ?, next_xid = ?::text::xid8";

  /** Takes note of what is decided, once all that can be seen is sealed. */
  void moveOn(Connection connection) throws SQLException {
    boolean anothersCount = nextTransaction > newest; // the database was restored on another server
    boolean decided = oldest >= nextTransaction;
    if ((!decided && !anothersCount) || (nextId == lastId && through >= nextId)) {
      return;
    }
    try (PreparedStatement update = connection.prepareStatement(MOVE_ON)) {
      update.setLong(1, anothersCount ? through : Math.max(through, nextId));
      update.setLong(2, lastId);
      update.setString(3, String.valueOf(newest));
      update.executeUpdate();
    }
  }
}
