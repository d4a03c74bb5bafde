package io.fallow.scheduler.attendance;

import io.fallow.gateway.wire.Activity;
import io.fallow.scheduler.calendar.TimeRange;
import io.fallow.telemetry.store.SqlValues;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * A stretch of late in which an asset did one thing for long enough to be of interest.
 *
 * @param asset public id
 */
record LongStretch(int assetId, String asset, TimeRange during) {

  /** Shorter ones are nobody's business: a test, a start-up. */
  static final Duration LONG = Duration.ofMinutes(10);

  // Intervals do not overlap, so the first of interest is the last that starts no later than the
  // range: that way the primary key bounds the scan of each asset on both sides.
  private static final String STRETCHES =
      """
      SELECT s.asset_id, o.code || '.' || a.code AS asset, i.started_at, i.ended_at
      FROM usage_state s
      JOIN asset a ON a.id = s.asset_id
      JOIN organisation o ON o.id = a.organisation_id
      CROSS JOIN LATERAL (
        SELECT started_at, ended_at FROM usage_interval u
        WHERE u.asset_id = s.asset_id
          AND u.started_at >= coalesce(
            (SELECT max(started_at) FROM usage_interval e
             WHERE e.asset_id = s.asset_id AND e.started_at <= ?), '-infinity')
          AND u.activity = ? AND u.ended_at > ?
          AND u.ended_at - u.started_at >= ? * interval '1 second') i
      WHERE s.last_time > ?
      """;

  private static final String NOT_JUDGED =
      STRETCHES
          + """
          AND EXISTS (
            SELECT FROM agreement g
            WHERE g.owner_id = a.organisation_id AND g.valid @> s.last_time
              AND (g.facility_id IS NULL OR g.facility_id = a.facility_id)
              AND (g.asset_type IS NULL OR g.asset_type = a.type)
              AND (g.asset_id IS NULL OR g.asset_id = a.id))
          AND NOT EXISTS (
            SELECT FROM judged_use j
            WHERE j.asset_id = s.asset_id
              AND j.started_at BETWEEN i.started_at AND i.ended_at)
          ORDER BY i.started_at
          """;

  /** Use of shared assets since an instant that nobody has judged yet. */
  static List<LongStretch> useNotJudged(Connection connection, Instant from) throws SQLException {
    return read(connection, NOT_JUDGED, Activity.IN_USE, LONG, from);
  }

  /** Faults of any assets since an instant, however short. */
  static List<LongStretch> faults(Connection connection, Instant from) throws SQLException {
    return read(connection, STRETCHES, Activity.FAULT, Duration.ZERO, from);
  }

  private static List<LongStretch> read(
      Connection connection, String sql, Activity activity, Duration atLeast, Instant from)
      throws SQLException {
    List<LongStretch> found = new ArrayList<>();
    try (PreparedStatement query = connection.prepareStatement(sql)) {
      query.setObject(1, SqlValues.timestamp(from));
      query.setShort(2, activity.code());
      query.setObject(3, SqlValues.timestamp(from));
      query.setLong(4, atLeast.toSeconds());
      query.setObject(5, SqlValues.timestamp(from));
      try (ResultSet row = query.executeQuery()) {
        while (row.next()) {
          found.add(
              new LongStretch(
                  row.getInt("asset_id"),
                  row.getString("asset"),
                  new TimeRange(
                      SqlValues.instant(row, "started_at"), SqlValues.instant(row, "ended_at"))));
        }
      }
    }
    return found;
  }
}
