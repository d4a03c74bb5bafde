package io.fallow.scheduler.calendar;

import io.fallow.telemetry.store.SqlValues;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Reads and writes the days on which facilities do not share. */
final class ClosedDayRows {

  private ClosedDayRows() {}

  // A day more on each side: the facilities' days start at other instants than UTC's.
  private static final String CLOSED_DAYS =
      """
      SELECT facility_id, day, reason
      FROM closed_day
      WHERE facility_id = ANY (?)
        AND day BETWEEN (?::timestamptz AT TIME ZONE 'UTC')::date - 1
                    AND (?::timestamptz AT TIME ZONE 'UTC')::date + 1
      """;

  /** By facility id, those near a range. */
  static Map<Integer, Map<LocalDate, String>> read(
      Connection connection, Collection<Integer> facilities, TimeRange within) throws SQLException {
    Map<Integer, Map<LocalDate, String>> days = new HashMap<>();
    try (PreparedStatement statement = connection.prepareStatement(CLOSED_DAYS)) {
      statement.setArray(1, SqlValues.ints(connection, facilities));
      statement.setObject(2, SqlValues.timestamp(within.start()));
      statement.setObject(3, SqlValues.timestamp(within.end()));
      try (ResultSet row = statement.executeQuery()) {
        while (row.next()) {
          days.computeIfAbsent(row.getInt("facility_id"), id -> new HashMap<>())
              .put(row.getObject("day", LocalDate.class), row.getString("reason"));
        }
      }
    }
    return days;
  }

  private static final String LIST =
      """
      SELECT day, reason FROM closed_day
      WHERE facility_id = ? AND day BETWEEN ? AND ?
      ORDER BY day
      """;

  /** Those from one day to another, both included, ascending. */
  static List<ClosedDay> list(Connection connection, int facility, LocalDate from, LocalDate until)
      throws SQLException {
    List<ClosedDay> days = new ArrayList<>();
    try (PreparedStatement statement = connection.prepareStatement(LIST)) {
      statement.setInt(1, facility);
      statement.setObject(2, from);
      statement.setObject(3, until);
      try (ResultSet row = statement.executeQuery()) {
        while (row.next()) {
          days.add(new ClosedDay(row.getObject("day", LocalDate.class), row.getString("reason")));
        }
      }
    }
    return days;
  }

  private static final String INSERT =
      """
      INSERT INTO closed_day (facility_id, day, reason) VALUES (?, ?, ?)
      ON CONFLICT (facility_id, day) DO UPDATE SET reason = EXCLUDED.reason
      """;

  static void write(Connection connection, int facility, Collection<ClosedDay> days)
      throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(INSERT)) {
      for (ClosedDay day : days) {
        statement.setInt(1, facility);
        statement.setObject(2, day.day());
        statement.setString(3, day.reason());
        statement.addBatch();
      }
      statement.executeBatch();
    }
  }

  private static final String REMOVE = "DELETE FROM closed_day WHERE facility_id = ? AND day = ?";

  /** Whether it was one. */
  static boolean remove(Connection connection, int facility, LocalDate day) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(REMOVE)) {
      statement.setInt(1, facility);
      statement.setObject(2, day);
      return statement.executeUpdate() > 0;
    }
  }
}
