package io.fallow.scheduler.idle;

import io.fallow.gateway.wire.Activity;
import io.fallow.telemetry.store.Database;
import io.fallow.telemetry.store.SqlValues;
import io.fallow.telemetry.usage.ActivityNow;
import io.fallow.telemetry.usage.UsageQueries;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;

/** Reads until when assets are known to stand idle. Blocks. */
final class Presences {

  private final Database database;
  private final UsageQueries usage;

  Presences(Database database, UsageQueries usage) {
    this.database = database;
    this.usage = usage;
  }

  /**
   * Until when each of the assets stands idle, if no reading says otherwise, in milliseconds since
   * 1970; 0 for one that doesn't stand idle now.
   */
  Map<Integer, Long> idleUntilMs(Collection<Integer> assets, Instant now) {
    Map<Integer, ActivityNow> doing = usage.now(assets, now);
    Map<Integer, Long> until =
        database.inTransaction(connection -> holdsUntilMs(connection, assets));
    Map<Integer, Long> idle = new HashMap<>();
    for (int asset : assets) {
      Activity activity = doing.get(asset).activity();
      boolean stands = activity == Activity.STANDBY || activity == Activity.OFF;
      idle.put(asset, stands ? until.getOrDefault(asset, 0L) : 0L);
    }
    return idle;
  }

  private static final String HOLDS_UNTIL =
      """
      SELECT asset_id, holds_until FROM usage_state
      WHERE asset_id = ANY (?) AND holds_until IS NOT NULL
      """;

  private static Map<Integer, Long> holdsUntilMs(Connection connection, Collection<Integer> assets)
      throws SQLException {
    Map<Integer, Long> until = new HashMap<>();
    try (PreparedStatement query = connection.prepareStatement(HOLDS_UNTIL)) {
      query.setArray(1, SqlValues.ints(connection, assets));
      try (ResultSet row = query.executeQuery()) {
        while (row.next()) {
          until.put(row.getInt(1), SqlValues.instant(row, "holds_until").toEpochMilli());
        }
      }
    }
    return until;
  }
}
