package io.fallow.scheduler.group;

import io.fallow.scheduler.booking.ReservationFilter.Place;
import io.fallow.scheduler.sharing.Viewer;
import io.fallow.telemetry.store.SqlValues;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Lists the groups of the viewer's organisation, latest first, with how many were booked. */
record ListedRows(Connection connection, Instant now) {

  /** Makes a group of a row. */
  interface Reader<T> {
    T read(ResultSet row) throws SQLException;
  }

  // A hold or request whose time is up counts for nothing, marked so or not.
  private static final String COUNTED =
      """
      JOIN LATERAL (
        SELECT count(*) AS booked,
               count(*) FILTER (WHERE upper(r.during) > ?
                 AND (r.status IN ('CONFIRMED', 'IN_USE')
                   OR r.status IN ('HELD', 'REQUESTED') AND r.expires_at > ?)) AS ahead
        FROM reservation r WHERE r.group_id = g.id) counted ON true
      WHERE g.organisation_id = ?
        AND (?::timestamptz IS NULL OR (g.created_at, g.id) < (?, ?))
      ORDER BY g.created_at DESC, g.id DESC
      LIMIT ?
      """;

  /**
   * One more than asked for, where there are more.
   *
   * @param columns the group's
   * @param from the tables that they are from; the group's own is g
   */
  <T> List<Listed<T>> list(
      String columns,
      String from,
      Reader<T> reader,
      Viewer viewer,
      Optional<Place> after,
      int limit)
      throws SQLException {
    String sql = "SELECT " + columns + ", counted.booked, counted.ahead FROM " + from + COUNTED;
    OffsetDateTime place = after.map(Place::start).map(SqlValues::timestamp).orElse(null);
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      statement.setObject(1, SqlValues.timestamp(now));
      statement.setObject(2, SqlValues.timestamp(now));
      statement.setInt(3, viewer.organisationId());
      statement.setObject(4, place, Types.TIMESTAMP_WITH_TIMEZONE);
      statement.setObject(5, place, Types.TIMESTAMP_WITH_TIMEZONE);
      statement.setObject(6, after.map(Place::id).orElse(null), Types.OTHER);
      statement.setInt(7, limit + 1);
      List<Listed<T>> found = new ArrayList<>();
      try (ResultSet row = statement.executeQuery()) {
        while (row.next()) {
          found.add(new Listed<>(reader.read(row), row.getInt("booked"), row.getInt("ahead")));
        }
      }
      return found;
    }
  }
}
