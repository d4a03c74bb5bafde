package io.fallow.gateway.queue;

import io.fallow.gateway.queue.Dropped.Why;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What was given up. */
final class DroppedRows {

  /** Older ranges are only counted. */
  private static final int KEPT = 200;

  private DroppedRows() {}

  private static final String EXTEND =
      """
      UPDATE dropped SET last = ?1, readings = readings + ?2,
             from_time = min(coalesce(from_time, ?3), coalesce(?3, from_time)),
             to_time = max(coalesce(to_time, ?4), coalesce(?4, to_time))
      WHERE epoch = ?5 AND why = ?6 AND last = ?7 - 1
      """;

  private static final String INSERT =
      """
      INSERT INTO dropped (last, readings, from_time, to_time, epoch, why, first)
      VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)
      """;

  private static final String FORGET =
      """
      DELETE FROM dropped WHERE id <= (SELECT max(id) FROM dropped) - ? AND (last <= ? OR epoch <> ?)
      """;

  private static final String COUNT =
      """
      INSERT INTO dropped_total (why, messages, readings) VALUES (?1, ?2, ?3)
      ON CONFLICT (why) DO UPDATE SET messages = messages + ?2, readings = readings + ?3
      """;

  /** Notes one range more, to a range next to it if there is one. */
  static void add(Connection connection, Dropped range, long settled) throws SQLException {
    if (write(connection, EXTEND, range) == 0) {
      write(connection, INSERT, range);
    }
    try (PreparedStatement count = connection.prepareStatement(COUNT)) {
      count.setInt(1, code(range.why()));
      count.setLong(2, range.last() - range.first() + 1);
      count.setLong(3, range.readings());
      count.executeUpdate();
    }
    try (PreparedStatement forget = connection.prepareStatement(FORGET)) {
      forget.setInt(1, KEPT);
      forget.setLong(2, settled);
      forget.setLong(3, range.epoch());
      forget.executeUpdate();
    }
  }

  private static int write(Connection connection, String sql, Dropped range) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      statement.setLong(1, range.last());
      statement.setLong(2, range.readings());
      time(statement, 3, range.from());
      time(statement, 4, range.to());
      statement.setLong(5, range.epoch());
      statement.setInt(6, code(range.why()));
      statement.setLong(7, range.first());
      return statement.executeUpdate();
    }
  }

  private static void time(PreparedStatement statement, int index, Optional<Instant> time)
      throws SQLException {
    if (time.isPresent()) {
      statement.setLong(index, StoredMessage.micros(time.get()));
    } else {
      statement.setNull(index, Types.BIGINT);
    }
  }

  private static final String ALL =
      "SELECT epoch, first, last, readings, from_time, to_time, why FROM dropped ORDER BY id";

  static List<Dropped> read(Connection connection) throws SQLException {
    List<Dropped> found = new ArrayList<>();
    try (PreparedStatement select = connection.prepareStatement(ALL);
        ResultSet row = select.executeQuery()) {
      while (row.next()) {
        found.add(
            new Dropped(
                row.getLong("epoch"),
                row.getLong("first"),
                row.getLong("last"),
                row.getLong("readings"),
                time(row, "from_time"),
                time(row, "to_time"),
                why(row.getInt("why"))));
      }
    }
    return found;
  }

  private static Optional<Instant> time(ResultSet row, String column) throws SQLException {
    long micros = row.getLong(column);
    return row.wasNull() ? Optional.empty() : Optional.of(StoredMessage.instant(micros));
  }

  private static final String TOTALS =
      """
      SELECT coalesce(sum(messages), 0) AS messages, coalesce(sum(readings), 0) AS readings
      FROM dropped_total
      """;

  static DropTotals totals(Connection connection) throws SQLException {
    try (PreparedStatement select = connection.prepareStatement(TOTALS);
        ResultSet row = select.executeQuery()) {
      row.next();
      return new DropTotals(row.getLong("messages"), row.getLong("readings"));
    }
  }

  /** By which the store knows a reason; it never changes. */
  private static int code(Why why) {
    return switch (why) {
      case FULL -> 1;
      case AGE -> 2;
      case DAMAGED -> 3;
    };
  }

  private static Why why(int code) {
    return switch (code) {
      case 1 -> Why.FULL;
      case 2 -> Why.AGE;
      default -> Why.DAMAGED;
    };
  }
}
