package io.fallow.scheduler.calendar;

import io.fallow.telemetry.registry.Asset;
import io.fallow.telemetry.registry.Facility;
import io.fallow.telemetry.store.SqlValues;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Types;
import java.time.LocalTime;
import java.util.Collection;

/** Writes what owners decide. */
final class CalendarWrites {

  private CalendarWrites() {}

  private static final String FORGET_FACILITY_OPENINGS =
      "DELETE FROM opening WHERE facility_id = ? AND asset_id IS NULL";

  static void openings(Connection connection, Facility facility, Collection<WeeklyOpening> openings)
      throws SQLException {
    delete(connection, FORGET_FACILITY_OPENINGS, facility.id());
    insert(connection, facility, null, openings);
  }

  private static final String FORGET_ASSET_OPENINGS = "DELETE FROM opening WHERE asset_id = ?";

  static void openings(Connection connection, Asset asset, Collection<WeeklyOpening> openings)
      throws SQLException {
    delete(connection, FORGET_ASSET_OPENINGS, asset.id());
    insert(connection, asset.facility(), asset.id(), openings);
  }

  private static void delete(Connection connection, String sql, int id) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      statement.setInt(1, id);
      statement.executeUpdate();
    }
  }

  private static final String INSERT_OPENING =
      """
      INSERT INTO opening (facility_id, asset_id, day_of_week, opens, closes)
      VALUES (?, ?, ?, ?, ?::time)
      """;

  private static void insert(
      Connection connection, Facility facility, Integer asset, Collection<WeeklyOpening> openings)
      throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(INSERT_OPENING)) {
      for (WeeklyOpening opening : openings) {
        statement.setInt(1, facility.id());
        statement.setObject(2, asset, Types.INTEGER);
        statement.setInt(3, opening.day().getValue());
        statement.setObject(4, opening.opens());
        statement.setString(5, closes(opening));
        statement.addBatch();
      }
      statement.executeBatch();
    }
  }

  private static String closes(WeeklyOpening opening) {
    return opening.closes().equals(LocalTime.MIDNIGHT) ? "24:00" : opening.closes().toString();
  }

  private static final String INSERT_CLOSED_DAY =
      """
      INSERT INTO closed_day (facility_id, day, reason) VALUES (?, ?, ?)
      ON CONFLICT (facility_id, day) DO UPDATE SET reason = EXCLUDED.reason
      """;

  static void closedDay(Connection connection, Facility facility, ClosedDay day)
      throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(INSERT_CLOSED_DAY)) {
      statement.setInt(1, facility.id());
      statement.setObject(2, day.day());
      statement.setString(3, day.reason());
      statement.executeUpdate();
    }
  }

  private static final String INSERT_LOCKOUT =
      """
      INSERT INTO lockout (asset_id, during, reason)
      SELECT new.asset_id, new.during, new.reason
      FROM (SELECT ?::int AS asset_id, tstzrange(?, ?) AS during, ?::text AS reason) new
      WHERE NOT EXISTS (
        SELECT FROM lockout old
        WHERE old.asset_id = new.asset_id AND old.during = new.during AND old.reason = new.reason)
      """;

  static void lockout(Connection connection, Asset asset, Lockout lockout) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(INSERT_LOCKOUT)) {
      statement.setInt(1, asset.id());
      statement.setObject(2, SqlValues.timestamp(lockout.during().start()));
      statement.setObject(3, SqlValues.timestamp(lockout.during().end()));
      statement.setString(4, lockout.reason());
      statement.executeUpdate();
    }
  }
}
