package io.fallow.scheduler.calendar;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Reads what was said of one place. */
final class PlaceRows {

  private PlaceRows() {}

  private static final String WEEK =
      """
      SELECT day_of_week, opens, valid_from, valid_until,
             CASE WHEN closes = '24:00' THEN time '00:00' ELSE closes END AS closes
      FROM opening
      WHERE\s"""
          + Place.IS_IT
          + " ORDER BY valid_from NULLS FIRST, day_of_week, opens, id";

  static List<WeeklyOpening> week(Connection connection, Place place) throws SQLException {
    List<WeeklyOpening> week = new ArrayList<>();
    try (PreparedStatement statement = connection.prepareStatement(WEEK)) {
      place.bind(statement, 1);
      try (ResultSet row = statement.executeQuery()) {
        while (row.next()) {
          week.add(OpeningRows.opening(row));
        }
      }
    }
    return week;
  }

  private static final String EXCEPTIONS =
      """
      SELECT e.day, e.reason, h.opens,
             CASE WHEN h.closes = '24:00' THEN time '00:00' ELSE h.closes END AS closes
      FROM opening_exception e
      LEFT JOIN exception_hours h ON h.exception_id = e.id
      WHERE\s"""
          + Place.IS_IT
          + " AND e.day BETWEEN ? AND ? ORDER BY e.day, h.opens";

  static List<OpeningException> exceptions(
      Connection connection, Place place, LocalDate from, LocalDate until) throws SQLException {
    Map<LocalDate, OpeningException> exceptions = new LinkedHashMap<>();
    try (PreparedStatement statement = connection.prepareStatement(EXCEPTIONS)) {
      place.bind(statement, 1);
      statement.setObject(3, from);
      statement.setObject(4, until);
      try (ResultSet row = statement.executeQuery()) {
        while (row.next()) {
          exceptions.merge(
              row.getObject("day", LocalDate.class),
              OpeningRows.exception(row),
              OpeningException::with);
        }
      }
    }
    return List.copyOf(exceptions.values());
  }
}
