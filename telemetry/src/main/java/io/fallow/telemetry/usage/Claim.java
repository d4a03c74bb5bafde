package io.fallow.telemetry.usage;

import io.fallow.gateway.wire.Activity;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The claiming of assets whose readings changed, at most so many at a time, longest waiting first.
 * A claim is held by the locks on its assets' state rows, until its transaction ends.
 *
 * <p>The transaction sees one snapshot: so a reading is newer than what was derived exactly if its
 * change says so, and readings that come in meanwhile wait, with their change, for the next claim.
 */
final class Claim {

  /** What is known of a claimed asset before its changes are taken in. */
  record State(Optional<Position> position, String basis) {}

  private final Connection connection;

  /** Opens the snapshot: the transaction must not have done anything yet. */
  Claim(Connection connection) throws SQLException {
    this.connection = connection;
    try (Statement settings = connection.createStatement()) {
      // Plans are made for the very time range that is read: a generic one would take in all
      // chunks. And a chunk is never read from end to end, whatever its stale statistics say.
      settings.execute(
          "SET TRANSACTION ISOLATION LEVEL REPEATABLE READ;"
              + " SET LOCAL plan_cache_mode = force_custom_plan;"
              + " SET LOCAL enable_seqscan = off;"
              + " SET LOCAL max_parallel_workers_per_gather = 0;"
              + " SET LOCAL work_mem = '32MB'");
    }
  }

  private static final String LOCK =
      """
      SELECT s.asset_id, s.last_time, s.activity, s.power_w, s.since, s.basis
      FROM usage_state s
      JOIN (SELECT asset_id, min(id) AS first FROM usage_dirty
            WHERE asset_id = ANY (?) GROUP BY asset_id) d USING (asset_id)
      ORDER BY d.first
      LIMIT ?
      FOR UPDATE OF s SKIP LOCKED
      """;

  /** Locks assets of these that wait and that nobody else has claimed. */
  Map<Integer, State> lock(Collection<Integer> candidates, int limit) throws SQLException {
    Map<Integer, State> claimed = new LinkedHashMap<>();
    try (PreparedStatement query = connection.prepareStatement(LOCK)) {
      query.setArray(1, Rows.ids(connection, candidates));
      query.setInt(2, limit);
      try (ResultSet row = query.executeQuery()) {
        while (row.next()) {
          claimed.put(row.getInt("asset_id"), new State(position(row), row.getString("basis")));
        }
      }
    }
    return claimed;
  }

  private static Optional<Position> position(ResultSet row) throws SQLException {
    OffsetDateTime last = row.getObject("last_time", OffsetDateTime.class);
    if (last == null) {
      return Optional.empty();
    }
    float power = row.getFloat("power_w");
    float powerW = row.wasNull() ? Sample.NONE : power;
    Activity activity = Activity.ofCode(row.getInt("activity"));
    Held held = new Held(Micros.of(last), activity, powerW);
    return Optional.of(new Position(held, Rows.micros(row, "since")));
  }

  private static final String TAKE =
      """
      DELETE FROM usage_dirty WHERE asset_id = ANY (?)
      RETURNING asset_id, from_time, to_time
      """;

  /** Takes the changes of locked assets: they are gone when the transaction commits. */
  Map<Integer, Change> take(Collection<Integer> locked) throws SQLException {
    Map<Integer, Change> changes = new HashMap<>();
    try (PreparedStatement delete = connection.prepareStatement(TAKE)) {
      delete.setArray(1, Rows.ids(connection, locked));
      try (ResultSet row = delete.executeQuery()) {
        while (row.next()) {
          OffsetDateTime to = row.getObject("to_time", OffsetDateTime.class);
          long until = to == null ? Micros.NEVER_AFTER : Micros.of(to);
          changes.merge(
              row.getInt("asset_id"),
              new Change(Rows.micros(row, "from_time"), until),
              Change::and);
        }
      }
    }
    return changes;
  }

  private static final String GIVE_BACK =
      "INSERT INTO usage_dirty (asset_id, from_time, to_time) VALUES (?, ?, ?)";

  /** Leaves changes to another claim. */
  void giveBack(Map<Integer, Change> rest) throws SQLException {
    try (PreparedStatement insert = connection.prepareStatement(GIVE_BACK)) {
      for (Map.Entry<Integer, Change> each : rest.entrySet()) {
        insert.setInt(1, each.getKey());
        insert.setObject(2, Micros.utc(each.getValue().from()));
        insert.setObject(3, Micros.utc(each.getValue().to()));
        insert.addBatch();
      }
      insert.executeBatch();
    }
  }

  private static final String NEWEST =
      """
      SELECT asset_id, max(time) AS newest FROM reading
      WHERE asset_id = ANY (?) AND time >= ?
      GROUP BY asset_id
      """;

  /** Up to when each asset's changed readings reach: looked for where the change doesn't say. */
  Map<Integer, Long> newest(Map<Integer, Change> changes) throws SQLException {
    Map<Integer, Long> newest = new HashMap<>();
    List<Integer> unknown = new ArrayList<>();
    long from = Micros.NEVER_AFTER;
    for (Map.Entry<Integer, Change> each : changes.entrySet()) {
      Change change = each.getValue();
      if (change.to() < Micros.NEVER_AFTER) {
        newest.put(each.getKey(), change.to());
      } else {
        unknown.add(each.getKey());
        from = Math.min(from, change.from());
      }
    }
    if (!unknown.isEmpty()) {
      newest.putAll(newest(unknown, from));
    }
    return newest;
  }

  private Map<Integer, Long> newest(Collection<Integer> assetIds, long from) throws SQLException {
    try (PreparedStatement query = connection.prepareStatement(NEWEST)) {
      query.setObject(2, Micros.utc(from));
      return times(query, "newest", assetIds);
    }
  }

  private static final String FIRST =
      """
      SELECT asset_id, min(started_at) AS first FROM usage_interval
      WHERE asset_id = ANY (?)
      GROUP BY asset_id
      """;

  /** The time of each asset's first reading, if it has at least two. */
  Map<Integer, Long> first(Collection<Integer> assetIds) throws SQLException {
    if (assetIds.isEmpty()) {
      return Map.of();
    }
    try (PreparedStatement query = connection.prepareStatement(FIRST)) {
      return times(query, "first", assetIds);
    }
  }

  private Map<Integer, Long> times(
      PreparedStatement query, String column, Collection<Integer> assetIds) throws SQLException {
    Map<Integer, Long> times = new HashMap<>();
    query.setArray(1, Rows.ids(connection, assetIds));
    try (ResultSet row = query.executeQuery()) {
      while (row.next()) {
        times.put(row.getInt("asset_id"), Rows.micros(row, column));
      }
    }
    return times;
  }

  private static final String WAITING =
      "SELECT asset_id FROM usage_dirty GROUP BY asset_id ORDER BY min(id) LIMIT ?";

  /** Assets with changes, longest waiting first, whether or not somebody has claimed them. */
  static List<Integer> waiting(Connection connection, int limit) throws SQLException {
    List<Integer> waiting = new ArrayList<>();
    try (PreparedStatement query = connection.prepareStatement(WAITING)) {
      query.setInt(1, limit);
      try (ResultSet row = query.executeQuery()) {
        while (row.next()) {
          waiting.add(row.getInt(1));
        }
      }
    }
    return waiting;
  }
}
