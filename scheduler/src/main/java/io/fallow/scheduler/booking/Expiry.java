package io.fallow.scheduler.booking;

import io.fallow.scheduler.calendar.AssetLocks;
import io.fallow.telemetry.store.Database;
import io.fallow.telemetry.store.SqlValues;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * Marks holds and requests whose time is up: all of them, however long ago. Asset by asset and
 * under their locks, so that any number of processes may do it at once, each finding what the
 * others have left.
 */
final class Expiry {

  private static final int ASSETS_AT_ONCE = 50;

  private final Database database;

  Expiry(Database database) {
    this.database = database;
  }

  /** Returns how many were marked. */
  int run(Instant now) {
    int marked = 0;
    List<Integer> assets = assetsWithDue(now);
    while (!assets.isEmpty()) {
      List<Integer> some = assets;
      marked += database.inTransaction(connection -> expire(connection, some, now));
      assets = assetsWithDue(now);
    }
    return marked;
  }

  /**
   * Marks what has run out of an asset, before an organisation that may not see it tries to have
   * the time. Nothing where the platform itself is at work, which sees to it as it goes.
   */
  void lapse(int assetId, Instant now) {
    if (database.isActing()) {
      database.asPlatform(
          () -> database.inTransaction(connection -> expire(connection, List.of(assetId), now)));
    }
  }

  private static final String ASSETS =
      """
      SELECT DISTINCT asset_id FROM reservation
      WHERE status IN ('HELD', 'REQUESTED') AND expires_at <= ?
      LIMIT ?
      """;

  private List<Integer> assetsWithDue(Instant now) {
    return database.inTransaction(
        connection -> {
          try (PreparedStatement statement = connection.prepareStatement(ASSETS)) {
            statement.setObject(1, SqlValues.timestamp(now));
            statement.setInt(2, ASSETS_AT_ONCE);
            List<Integer> assets = new ArrayList<>();
            try (ResultSet row = statement.executeQuery()) {
              while (row.next()) {
                assets.add(row.getInt(1));
              }
            }
            return assets;
          }
        });
  }

  private static int expire(Connection connection, List<Integer> assets, Instant now)
      throws SQLException {
    AssetLocks.take(connection, assets);
    ReservationLedger ledger = new ReservationLedger(connection, Actor.CLOCK, now);
    int marked = 0;
    for (int asset : assets) {
      marked += ledger.expireDue(asset);
    }
    return marked;
  }
}
