package io.fallow.scheduler.idle;

import io.fallow.telemetry.store.Database;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashSet;
import java.util.Set;

/**
 * Follows what triggers say has changed. Transactions commit in another order than they begin, so
 * each look takes in again what began after the oldest transaction that was under way at the look
 * before, and leaves out what it has seen. Blocks; for one thread.
 */
final class IndexMarks {

  private final Database database;
  private final Set<Long> seen = new HashSet<>();
  private String from = "";

  IndexMarks(Database database) {
    this.database = database;
  }

  /**
   * What has changed, by the numbers of assets and facilities.
   *
   * @param taken assets of which nothing but reservations has
   * @param oldestMs how long the oldest of it has waited, in milliseconds
   */
  record Changes(
      Set<Integer> assets,
      Set<Integer> taken,
      Set<Integer> facilities,
      Set<Integer> presences,
      Set<String> others,
      double oldestMs) {

    static Changes none() {
      return new Changes(
          new HashSet<>(), new HashSet<>(), new HashSet<>(), new HashSet<>(), new HashSet<>(), 0);
    }

    Changes waitedFor(double ms) {
      return new Changes(assets, taken, facilities, presences, others, ms);
    }

    private Set<Integer> assets(String what) {
      return switch (what) {
        case "presence" -> presences;
        case "taken" -> taken;
        default -> assets;
      };
    }

    /** Whether something changed that concerns every asset. */
    boolean of(String what) {
      return others.contains(what);
    }
  }

  // Text carries an xid8, which JDBC doesn't know. One statement sees one snapshot.
  private static final String BEGIN = "SELECT pg_snapshot_xmin(pg_current_snapshot())::text";

  /** Starts to follow: what is committed from now on will be told. */
  void begin() {
    from =
        database.inTransaction(
            connection -> {
              try (PreparedStatement query = connection.prepareStatement(BEGIN);
                  ResultSet row = query.executeQuery()) {
                row.next();
                return row.getString(1);
              }
            });
    seen.clear();
  }

  private static final String SINCE =
      """
      SELECT pg_snapshot_xmin(pg_current_snapshot())::text AS next,
             m.id, m.what, m.asset_id, m.facility_id,
             extract(epoch FROM clock_timestamp() - m.made_at) * 1000 AS waited_ms
      FROM (SELECT) always LEFT JOIN index_mark m ON m.xid >= ?::text::xid8
      """;

  /** What has been committed since the look before. */
  Changes changes() {
    return database.inTransaction(this::changes);
  }

  private Changes changes(Connection connection) throws SQLException {
    Changes changes = Changes.none();
    Set<Long> known = new HashSet<>();
    String next = from;
    double oldestMs = 0;
    try (PreparedStatement query = connection.prepareStatement(SINCE)) {
      query.setString(1, from);
      try (ResultSet row = query.executeQuery()) {
        while (row.next()) {
          next = row.getString("next");
          long id = row.getLong("id");
          if (id > 0 && known.add(id) && !seen.contains(id)) {
            add(changes, row);
            oldestMs = Math.max(oldestMs, row.getDouble("waited_ms"));
          }
        }
      }
    }
    seen.clear();
    seen.addAll(known);
    from = next;
    return changes.waitedFor(oldestMs);
  }

  private static void add(Changes changes, ResultSet row) throws SQLException {
    Integer asset = row.getObject("asset_id", Integer.class);
    Integer facility = row.getObject("facility_id", Integer.class);
    String what = row.getString("what");
    if (asset != null) {
      changes.assets(what).add(asset);
    } else if (facility != null) {
      changes.facilities.add(facility);
    } else {
      changes.others.add(what);
    }
  }

  private static final String SWEEP =
      "DELETE FROM index_mark WHERE made_at < clock_timestamp() - interval '10 minutes'";

  /** Forgets marks that everybody has seen. */
  void sweep() {
    database.inTransaction(
        connection -> {
          try (PreparedStatement delete = connection.prepareStatement(SWEEP)) {
            return delete.executeUpdate();
          }
        });
  }
}
