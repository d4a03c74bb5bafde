package io.fallow.scheduler.calendar;

import io.fallow.telemetry.store.SqlValues;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Reads the lock-outs of an asset as they are kept. */
final class KeptLockoutRows {

  private KeptLockoutRows() {}

  private static final String COLUMNS =
      """
      SELECT id, kind, lower(during) AS begins, upper(during) AS ends, reason, created_by,
             created_at, ended_at, rule, starts, zone, length_s, exceptions
      FROM lockout
      """;

  private static final String NOT_OVER =
      COLUMNS
          + """
          WHERE asset_id = ? AND during && tstzrange(?, ?)
          ORDER BY lower(during), id
          LIMIT ?
          """;

  /** Those that touch a range, in order of their start. */
  static List<KeptLockout> list(Connection connection, int asset, TimeRange within, int most)
      throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(NOT_OVER)) {
      statement.setInt(1, asset);
      statement.setObject(2, SqlValues.timestamp(within.start()));
      statement.setObject(3, SqlValues.timestamp(within.end()));
      statement.setInt(4, most);
      return read(statement);
    }
  }

  private static final String BY_ID = COLUMNS + "WHERE asset_id = ? AND id = ?";

  static Optional<KeptLockout> find(Connection connection, int asset, int id) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(BY_ID)) {
      statement.setInt(1, asset);
      statement.setInt(2, id);
      return read(statement).stream().findFirst();
    }
  }

  private static final String OPEN =
      COLUMNS
          + """
          WHERE asset_id = ? AND kind = ? AND rule IS NULL AND upper_inf(during)
          ORDER BY lower(during), id
          """;

  /** Those of a kind that hold until further notice. */
  static List<KeptLockout> open(Connection connection, int asset, LockoutKind kind)
      throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(OPEN)) {
      statement.setInt(1, asset);
      statement.setString(2, kind.code());
      return read(statement);
    }
  }

  private static List<KeptLockout> read(PreparedStatement statement) throws SQLException {
    List<KeptLockout> lockouts = new ArrayList<>();
    try (ResultSet row = statement.executeQuery()) {
      while (row.next()) {
        lockouts.add(
            new KeptLockout(
                row.getInt("id"),
                LockoutRows.kind(row.getString("kind")),
                time(row),
                row.getString("reason"),
                row.getString("created_by"),
                SqlValues.instant(row, "created_at"),
                SqlValues.optionalInstant(row, "ended_at")));
      }
    }
    return lockouts;
  }

  private static LockoutTime time(ResultSet row) throws SQLException {
    Instant begin = SqlValues.instant(row, "begins");
    LockoutTime whole = new LockoutTime.Once(begin, SqlValues.optionalInstant(row, "ends"));
    return row.getString("rule") == null
        ? whole
        : RecurringRow.read(row)
            .time()
            .<LockoutTime>fold(LockoutTime.Recurring::new, faults -> whole);
  }
}
