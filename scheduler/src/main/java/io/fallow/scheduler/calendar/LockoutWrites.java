package io.fallow.scheduler.calendar;

import io.fallow.telemetry.store.SqlValues;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Instant;
import java.time.LocalDateTime;
import java.util.Optional;

/** Writes lock-outs. */
final class LockoutWrites {

  private LockoutWrites() {}

  private static final String INSERT_ONCE =
      """
      INSERT INTO lockout (asset_id, kind, during, reason)
      SELECT new.asset_id, new.kind, new.during, new.reason
      FROM (SELECT ?::int AS asset_id, ?::text AS kind, tstzrange(?, ?) AS during,
                   ?::text AS reason) new
      WHERE NOT EXISTS (
        SELECT FROM lockout old
        WHERE old.asset_id = new.asset_id AND old.during = new.during AND old.reason = new.reason)
      """;

  /** Writes a lock-out unless there is one like it. */
  static void insertOnce(Connection connection, int asset, Lockout lockout) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(INSERT_ONCE)) {
      statement.setInt(1, asset);
      statement.setString(2, lockout.kind().code());
      statement.setObject(3, SqlValues.timestamp(lockout.during().start()));
      statement.setObject(4, SqlValues.timestamp(lockout.during().end()));
      statement.setString(5, lockout.reason());
      statement.executeUpdate();
    }
  }

  private static final String INSERT =
      """
      INSERT INTO lockout (asset_id, kind, during, reason, created_by, created_at,
                           rule, starts, zone, length_s, exceptions)
      VALUES (?, ?, tstzrange(?, ?), ?, ?, ?, ?, ?, ?, ?, ?)
      RETURNING id
      """;

  static int insert(Connection connection, int asset, NewLockout lockout, Instant now)
      throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(INSERT)) {
      LockoutTime time = lockout.time();
      statement.setInt(1, asset);
      statement.setString(2, lockout.kind().code());
      statement.setObject(3, SqlValues.timestamp(time.begin()));
      statement.setObject(
          4, time.end().map(SqlValues::timestamp).orElse(null), Types.TIMESTAMP_WITH_TIMEZONE);
      statement.setString(5, lockout.reason());
      statement.setString(6, lockout.by());
      statement.setObject(7, SqlValues.timestamp(now));
      bindRule(connection, statement, time);
      try (ResultSet row = statement.executeQuery()) {
        row.next();
        return row.getInt("id");
      }
    }
  }

  private static void bindRule(Connection connection, PreparedStatement statement, LockoutTime time)
      throws SQLException {
    Optional<RecurringTime> recurring =
        time.fold(once -> Optional.empty(), again -> Optional.of(again.time()));
    if (recurring.isPresent()) {
      bind(connection, statement, recurring.get());
    } else {
      statement.setNull(8, Types.VARCHAR);
      statement.setNull(9, Types.TIMESTAMP);
      statement.setNull(10, Types.VARCHAR);
      statement.setNull(11, Types.INTEGER);
      statement.setNull(12, Types.ARRAY);
    }
  }

  private static void bind(
      Connection connection, PreparedStatement statement, RecurringTime recurring)
      throws SQLException {
    statement.setString(8, recurring.rule());
    statement.setObject(9, recurring.start());
    statement.setString(10, recurring.zone().getId());
    statement.setInt(11, Math.toIntExact(recurring.length().toSeconds()));
    statement.setArray(
        12,
        connection.createArrayOf(
            "text", recurring.exceptions().stream().map(LocalDateTime::toString).toArray()));
  }

  private static final String END =
      """
      UPDATE lockout
      SET during = tstzrange(lower(during), ?), ended_at = ?, ended_by = ?
      WHERE asset_id = ? AND id = ? AND lower(during) < ? AND coalesce(upper(during) > ?, true)
      """;

  /** Cuts one that is under way. */
  static boolean end(Connection connection, int asset, int id, String by, Instant at)
      throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(END)) {
      statement.setObject(1, SqlValues.timestamp(at));
      statement.setObject(2, SqlValues.timestamp(at));
      statement.setString(3, by);
      statement.setInt(4, asset);
      statement.setInt(5, id);
      statement.setObject(6, SqlValues.timestamp(at));
      statement.setObject(7, SqlValues.timestamp(at));
      return statement.executeUpdate() > 0;
    }
  }

  private static final String FORGET =
      "DELETE FROM lockout WHERE asset_id = ? AND id = ? AND lower(during) >= ?";

  /** Removes one that has not begun. */
  static boolean forget(Connection connection, int asset, int id, Instant now) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(FORGET)) {
      statement.setInt(1, asset);
      statement.setInt(2, id);
      statement.setObject(3, SqlValues.timestamp(now));
      return statement.executeUpdate() > 0;
    }
  }
}
