package io.fallow.telemetry.forecast;

import io.fallow.gateway.wire.Activity;
import io.fallow.telemetry.store.Database;
import io.fallow.telemetry.store.SqlValues;
import io.fallow.telemetry.store.SqlWork;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;

/**
 * Reads what assets did from their stored usage intervals, without an object for each. What they
 * did for others than their owners is left aside.
 */
final class SeenUsage {

  private static final int FETCH = 10_000;

  private final Database database;

  SeenUsage(Database database) {
    this.database = database;
  }

  // An interval may have begun before the range, but then only one of each asset did: the subquery
  // finds it, so that the primary key bounds the scan on both sides.
  private static final String INTERVALS =
      """
      SELECT i.asset_id, extract(epoch FROM i.started_at) * 1000 AS start_ms,
             extract(epoch FROM i.ended_at) * 1000 AS end_ms, i.activity
      FROM unnest(?::int[]) AS wanted (asset_id)
      CROSS JOIN LATERAL (
        SELECT asset_id, started_at, ended_at, activity FROM usage_interval u
        WHERE u.asset_id = wanted.asset_id AND u.started_at < ?
          AND u.started_at >= coalesce(
            (SELECT max(started_at) FROM usage_interval e
             WHERE e.asset_id = wanted.asset_id AND e.started_at <= ?), '-infinity')
      ) i
      """;

  /**
   * What each asset did in the whole quarter-hours of a range, by id; each has an entry. Read
   * whoever asks: it goes into a forecast, which is for all who may book, and nowhere else.
   */
  Map<Integer, QuarterHours> between(Collection<Integer> assetIds, Instant from, Instant to) {
    Map<Integer, QuarterHours.Builder> seen = new HashMap<>();
    assetIds.forEach(id -> seen.put(id, QuarterHours.between(from, to)));
    SqlWork<Void> read =
        connection -> {
          read(connection, assetIds, from, to, seen);
          readBorrowed(connection, assetIds, seen);
          return null;
        };
    database.asPlatform(() -> database.inTransaction(read));
    Map<Integer, QuarterHours> quarters = new HashMap<>();
    seen.forEach((id, builder) -> quarters.put(id, builder.build()));
    return quarters;
  }

  private static void read(
      Connection connection,
      Collection<Integer> assetIds,
      Instant from,
      Instant to,
      Map<Integer, QuarterHours.Builder> seen)
      throws SQLException {
    try (PreparedStatement query = connection.prepareStatement(INTERVALS)) {
      query.setFetchSize(FETCH);
      query.setArray(1, SqlValues.ints(connection, assetIds));
      query.setObject(2, SqlValues.timestamp(to));
      query.setObject(3, SqlValues.timestamp(from));
      try (ResultSet row = query.executeQuery()) {
        while (row.next()) {
          seen.get(row.getInt(1))
              .add(
                  (long) row.getDouble(2), (long) row.getDouble(3), Activity.ofCode(row.getInt(4)));
        }
      }
    }
  }

  private static final String BORROWED =
      """
      SELECT asset_id, extract(epoch FROM from_time) * 1000,
             extract(epoch FROM coalesce(to_time, '9999-01-01')) * 1000
      FROM borrowed_time
      WHERE asset_id = ANY (?)
      """;

  private static void readBorrowed(
      Connection connection, Collection<Integer> assetIds, Map<Integer, QuarterHours.Builder> seen)
      throws SQLException {
    try (PreparedStatement query = connection.prepareStatement(BORROWED)) {
      query.setArray(1, SqlValues.ints(connection, assetIds));
      try (ResultSet row = query.executeQuery()) {
        while (row.next()) {
          seen.get(row.getInt(1)).borrowed((long) row.getDouble(2), (long) row.getDouble(3));
        }
      }
    }
  }
}
