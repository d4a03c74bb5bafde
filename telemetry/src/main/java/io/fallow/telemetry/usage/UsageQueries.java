package io.fallow.telemetry.usage;

import io.fallow.gateway.wire.Activity;
import io.fallow.telemetry.store.Database;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What is known of the use of assets. Every method blocks for one query, sees what was committed
 * before it, and throws {@link io.fallow.telemetry.store.StoreException} when the database fails.
 */
public final class UsageQueries {

  private final Database database;

  /** Asks this database. */
  public UsageQueries(Database database) {
    this.database = database;
  }

  /**
   * The intervals that overlap {@code [from, to)}, cut to it, in order and without holes from the
   * asset's first reading to its last; where a change of activity must last for a while to count,
   * to where the last such change began, as long as that isn't decided. None for an empty range.
   */
  public List<UsageInterval> intervals(int assetId, Instant from, Instant to) {
    if (!from.isBefore(to)) {
      return List.of();
    }
    return database.inTransaction(connection -> intervals(connection, assetId, from, to));
  }

  /**
   * The same in the caller's transaction, for a range that isn't empty.
   *
   * @throws SQLException when the database fails
   */
  // Intervals do not overlap, so the first of interest is the last that starts no later than the
  // range: that way the primary key bounds the scan on both sides.
  public static List<UsageInterval> intervals(
      Connection connection, int assetId, Instant from, Instant to) throws SQLException {
    String sql =
        """
        SELECT greatest(started_at, ?), least(ended_at, ?), activity
        FROM usage_interval
        WHERE asset_id = ?
          AND started_at >= coalesce(
                (SELECT max(started_at) FROM usage_interval WHERE asset_id = ? AND started_at <= ?),
                '-infinity')
          AND started_at < ? AND ended_at > ?
        ORDER BY started_at
        """;
    List<UsageInterval> found = new ArrayList<>();
    try (PreparedStatement query = connection.prepareStatement(sql)) {
      query.setObject(1, utc(from));
      query.setObject(2, utc(to));
      query.setInt(3, assetId);
      query.setInt(4, assetId);
      query.setObject(5, utc(from));
      query.setObject(6, utc(to));
      query.setObject(7, utc(from));
      try (ResultSet row = query.executeQuery()) {
        while (row.next()) {
          found.add(
              new UsageInterval(
                  assetId, instant(row, 1), instant(row, 2), Activity.ofCode(row.getInt(3))));
        }
      }
    }
    return found;
  }

  /**
   * The hours that start in {@code [from, to)}, by asset and hour. An hour in which nothing was
   * observed is absent.
   */
  public List<HourlyUtilisation> hours(Collection<Integer> assetIds, Instant from, Instant to) {
    return database.inTransaction(connection -> hours(connection, assetIds, from, to));
  }

  private static List<HourlyUtilisation> hours(
      Connection connection, Collection<Integer> assetIds, Instant from, Instant to)
      throws SQLException {
    String sql =
        """
        SELECT asset_id, hour, in_use_s, standby_s, off_s, fault_s, energy_wh
        FROM utilisation_hour
        WHERE asset_id = ANY (?) AND hour >= ? AND hour < ?
        ORDER BY asset_id, hour
        """;
    List<HourlyUtilisation> found = new ArrayList<>();
    try (PreparedStatement query = connection.prepareStatement(sql)) {
      query.setArray(1, Rows.ids(connection, assetIds));
      query.setObject(2, utc(from));
      query.setObject(3, utc(to));
      try (ResultSet row = query.executeQuery()) {
        while (row.next()) {
          found.add(Rows.hour(row));
        }
      }
    }
    return found;
  }

  /**
   * What each of the assets does at {@code now}, which is the present or a little before: there is
   * an entry for every id, UNKNOWN for one that never reported. An organisation learns of others'
   * assets what they do, as windows tell that, where it may book them; and never their power.
   */
  public Map<Integer, ActivityNow> now(Collection<Integer> assetIds, Instant now) {
    return database.inTransaction(connection -> now(connection, assetIds, now));
  }

  /** The same, as the caller's transaction sees it. */
  public static Map<Integer, ActivityNow> now(
      Connection connection, Collection<Integer> assetIds, Instant now) throws SQLException {
    String sql =
        """
        SELECT asset_id, last_time, holds_until, since, activity, power_w, memory
        FROM usage_now(?, ?)
        """;
    Map<Integer, ActivityNow> found = new HashMap<>();
    assetIds.forEach(id -> found.put(id, ActivityNow.NEVER_SEEN));
    try (PreparedStatement query = connection.prepareStatement(sql)) {
      query.setArray(1, Rows.ids(connection, assetIds));
      query.setLong(2, Micros.NEVER_AFTER);
      try (ResultSet row = query.executeQuery()) {
        while (row.next()) {
          found.put(row.getInt(1), LatestUse.read(row).at(now));
        }
      }
    }
    return found;
  }

  /** How many changes wait to be derived; 0 once every committed reading is accounted for. */
  public long backlog() {
    return database.inTransaction(UsageQueries::backlog);
  }

  private static long backlog(Connection connection) throws SQLException {
    String sql = "SELECT count(*) FROM usage_waiting";
    try (PreparedStatement query = connection.prepareStatement(sql);
        ResultSet row = query.executeQuery()) {
      row.next();
      return row.getLong(1);
    }
  }

  private static OffsetDateTime utc(Instant instant) {
    return instant.atOffset(ZoneOffset.UTC);
  }

  private static Instant instant(ResultSet row, int column) throws SQLException {
    return row.getObject(column, OffsetDateTime.class).toInstant();
  }
}
