package io.fallow.scheduler.calendar;

import io.fallow.telemetry.registry.Asset;
import io.fallow.telemetry.store.Database;
import java.sql.PreparedStatement;

/**
 * Sets how much time is kept around reservations. Reservations that exist keep what they blocked.
 * Blocks; safe for any number of threads.
 */
public final class Turnarounds {

  private final Database database;

  public Turnarounds(Database database) {
    this.database = database;
  }

  private static final String OF_TYPE =
      """
      INSERT INTO turnaround (asset_type, before_s, after_s) VALUES (?, ?, ?)
      ON CONFLICT (asset_type)
      DO UPDATE SET before_s = EXCLUDED.before_s, after_s = EXCLUDED.after_s
      """;

  /** Sets the turnaround of all assets of a type that have none of their own. */
  public void set(String assetType, Turnaround turnaround) {
    write(OF_TYPE, assetType, turnaround);
  }

  private static final String OF_ASSET =
      """
      INSERT INTO turnaround (asset_id, before_s, after_s) VALUES (?, ?, ?)
      ON CONFLICT (asset_id)
      DO UPDATE SET before_s = EXCLUDED.before_s, after_s = EXCLUDED.after_s
      """;

  /** Sets the turnaround of one asset. */
  public void set(Asset asset, Turnaround turnaround) {
    write(OF_ASSET, asset.id(), turnaround);
  }

  private void write(String sql, Object key, Turnaround turnaround) {
    database.inTransaction(
        connection -> {
          try (PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setObject(1, key);
            statement.setInt(2, Math.toIntExact(turnaround.before().toSeconds()));
            statement.setInt(3, Math.toIntExact(turnaround.after().toSeconds()));
            return statement.executeUpdate();
          }
        });
  }
}
