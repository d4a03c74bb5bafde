package io.fallow.scheduler.calendar;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.LocalDate;
import java.util.Collection;

/** Writes when facilities and assets are open. */
final class OpeningWrites {

  private OpeningWrites() {}

  private static final String FORGET = "DELETE FROM opening WHERE " + Place.IS_IT;

  /** Replaces the weekly hours. */
  static void replace(Connection connection, Place place, Collection<WeeklyOpening> openings)
      throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(FORGET)) {
      place.bind(statement, 1);
      statement.executeUpdate();
    }
    insert(connection, place, openings);
  }

  private static final String INSERT =
      """
      INSERT INTO opening
        (facility_id, asset_id, day_of_week, opens, closes, valid_from, valid_until)
      VALUES (?, ?, ?, ?, ?::time, ?, ?)
      """;

  private static void insert(Connection connection, Place place, Collection<WeeklyOpening> openings)
      throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(INSERT)) {
      for (WeeklyOpening opening : openings) {
        statement.setInt(1, place.facility());
        statement.setObject(2, place.asset().orElse(null), Types.INTEGER);
        statement.setInt(3, opening.day().getValue());
        statement.setObject(4, opening.hours().opens());
        statement.setString(5, opening.hours().closesText());
        statement.setObject(6, opening.validity().from().orElse(null), Types.DATE);
        statement.setObject(7, opening.validity().until().orElse(null), Types.DATE);
        statement.addBatch();
      }
      statement.executeBatch();
    }
  }

  private static final String INSERT_EXCEPTION =
      """
      INSERT INTO opening_exception (facility_id, asset_id, day, reason)
      VALUES (?, ?, ?, ?)
      RETURNING id
      """;

  /** Writes an exception in the place of one on that day. */
  static void put(Connection connection, Place place, OpeningException exception)
      throws SQLException {
    remove(connection, place, exception.day());
    try (PreparedStatement statement = connection.prepareStatement(INSERT_EXCEPTION)) {
      statement.setInt(1, place.facility());
      statement.setObject(2, place.asset().orElse(null), Types.INTEGER);
      statement.setObject(3, exception.day());
      statement.setString(4, exception.reason());
      try (ResultSet row = statement.executeQuery()) {
        row.next();
        insertHours(connection, row.getInt("id"), exception.hours());
      }
    }
  }

  private static final String INSERT_HOURS =
      "INSERT INTO exception_hours (exception_id, opens, closes) VALUES (?, ?, ?::time)";

  private static void insertHours(Connection connection, int exception, Collection<DayHours> hours)
      throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(INSERT_HOURS)) {
      for (DayHours some : hours) {
        statement.setInt(1, exception);
        statement.setObject(2, some.opens());
        statement.setString(3, some.closesText());
        statement.addBatch();
      }
      statement.executeBatch();
    }
  }

  private static final String REMOVE =
      "DELETE FROM opening_exception WHERE " + Place.IS_IT + " AND day = ?";

  /** Whether there was one. */
  static boolean remove(Connection connection, Place place, LocalDate day) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(REMOVE)) {
      place.bind(statement, 1);
      statement.setObject(3, day);
      return statement.executeUpdate() > 0;
    }
  }
}
