package io.fallow.scheduler.calendar;

import io.fallow.telemetry.store.SqlValues;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;

/** Reads for what time an asset is reserved. */
final class LiveTimes {

  private LiveTimes() {}

  // A hold or request whose time is up counts for nothing, marked so or not.
  private static final String LIVE =
      """
      SELECT id, lower(during) AS begins, upper(during) AS ends
      FROM reservation
      WHERE asset_id = ? AND upper(during) > ?
        AND (status IN ('CONFIRMED', 'IN_USE')
          OR status IN ('HELD', 'REQUESTED') AND expires_at > ?)
      ORDER BY lower(during)
      """;

  /** The booked time of the reservations that are live and not over, in order of their start. */
  static Map<UUID, TimeRange> of(Connection connection, int asset, Instant now)
      throws SQLException {
    Map<UUID, TimeRange> times = new LinkedHashMap<>();
    try (PreparedStatement statement = connection.prepareStatement(LIVE)) {
      statement.setInt(1, asset);
      statement.setObject(2, SqlValues.timestamp(now));
      statement.setObject(3, SqlValues.timestamp(now));
      try (ResultSet row = statement.executeQuery()) {
        while (row.next()) {
          times.put(
              row.getObject("id", UUID.class),
              new TimeRange(SqlValues.instant(row, "begins"), SqlValues.instant(row, "ends")));
        }
      }
    }
    return times;
  }
}
