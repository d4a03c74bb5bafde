package io.fallow.telemetry.usage;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Types;
import java.util.Map;

/** Stores what derivations found, each kind of row in batches. */
final class UsageWriter {

  private final Connection connection;

  UsageWriter(Connection connection) {
    this.connection = connection;
  }

  void write(Map<Derivation, Outcome> outcomes) throws SQLException {
    clear(
        "DELETE FROM usage_interval WHERE asset_id = ? AND started_at >= ? AND started_at < ?",
        outcomes);
    clear("DELETE FROM utilisation_hour WHERE asset_id = ? AND hour >= ? AND hour < ?", outcomes);
    intervals(outcomes);
    hours(outcomes);
    states(outcomes);
  }

  private void clear(String sql, Map<Derivation, Outcome> outcomes) throws SQLException {
    try (PreparedStatement delete = connection.prepareStatement(sql)) {
      for (Map.Entry<Derivation, Outcome> each : outcomes.entrySet()) {
        if (each.getValue().clears()) {
          delete.setInt(1, each.getKey().assetId());
          delete.setObject(2, Micros.utc(each.getValue().clearFrom()));
          delete.setObject(3, Micros.utc(each.getValue().clearUntil()));
          delete.addBatch();
        }
      }
      delete.executeBatch();
    }
  }

  private static final String INTERVAL =
      """
      INSERT INTO usage_interval (asset_id, started_at, ended_at, activity)
      VALUES (?, ?, ?, ?)
      ON CONFLICT (asset_id, started_at)
      DO UPDATE SET ended_at = EXCLUDED.ended_at, activity = EXCLUDED.activity
      """;

  private void intervals(Map<Derivation, Outcome> outcomes) throws SQLException {
    try (PreparedStatement upsert = connection.prepareStatement(INTERVAL)) {
      for (Map.Entry<Derivation, Outcome> each : outcomes.entrySet()) {
        for (Stretch stretch : each.getValue().stretches()) {
          upsert.setInt(1, each.getKey().assetId());
          upsert.setObject(2, Micros.utc(stretch.start()));
          upsert.setObject(3, Micros.utc(stretch.end()));
          upsert.setShort(4, stretch.activity().code());
          upsert.addBatch();
        }
      }
      upsert.executeBatch();
    }
  }

  private static final String HOUR =
      """
      INSERT INTO utilisation_hour
        (asset_id, hour, in_use_s, standby_s, off_s, fault_s, energy_wh)
      VALUES (?, ?, ?, ?, ?, ?, ?)
      ON CONFLICT (asset_id, hour)
      DO UPDATE SET in_use_s = EXCLUDED.in_use_s, standby_s = EXCLUDED.standby_s,
        off_s = EXCLUDED.off_s, fault_s = EXCLUDED.fault_s, energy_wh = EXCLUDED.energy_wh
      """;

  private void hours(Map<Derivation, Outcome> outcomes) throws SQLException {
    try (PreparedStatement upsert = connection.prepareStatement(HOUR)) {
      for (Map.Entry<Derivation, Outcome> each : outcomes.entrySet()) {
        for (HourSums sums : each.getValue().hours()) {
          bind(upsert, sums.utilisation(each.getKey().assetId()));
          upsert.addBatch();
        }
      }
      upsert.executeBatch();
    }
  }

  private static void bind(PreparedStatement upsert, HourlyUtilisation hour) throws SQLException {
    upsert.setInt(1, hour.assetId());
    upsert.setObject(2, Micros.utc(Micros.of(hour.hour())));
    upsert.setDouble(3, hour.inUseS());
    upsert.setDouble(4, hour.standbyS());
    upsert.setDouble(5, hour.offS());
    upsert.setDouble(6, hour.faultS());
    upsert.setDouble(7, hour.energyWh());
  }

  private static final String STATE =
      """
      UPDATE usage_state
      SET last_time = ?, activity = ?, power_w = ?, since = ?, holds_until = ?, basis = ?
      WHERE asset_id = ?
      """;

  // Every claimed asset's row is written, even if nothing changed: so another worker whose snapshot
  // is older than this claim notices that it came too late, and starts over.
  private void states(Map<Derivation, Outcome> outcomes) throws SQLException {
    try (PreparedStatement update = connection.prepareStatement(STATE)) {
      for (Map.Entry<Derivation, Outcome> each : outcomes.entrySet()) {
        bind(update, each.getKey(), each.getValue());
        update.addBatch();
      }
      update.executeBatch();
    }
  }

  private static void bind(PreparedStatement update, Derivation derivation, Outcome outcome)
      throws SQLException {
    if (outcome.position().isPresent()) {
      Position position = outcome.position().get();
      Held held = position.held();
      update.setObject(1, Micros.utc(held.time()));
      update.setShort(2, held.activity().code());
      update.setObject(3, held.powerW() == Sample.NONE ? null : held.powerW(), Types.REAL);
      update.setObject(4, Micros.utc(position.since()));
      update.setObject(5, Micros.utc(held.time() + derivation.frame().maxGap()));
    } else {
      update.setNull(1, Types.TIMESTAMP_WITH_TIMEZONE);
      update.setNull(2, Types.SMALLINT);
      update.setNull(3, Types.REAL);
      update.setNull(4, Types.TIMESTAMP_WITH_TIMEZONE);
      update.setNull(5, Types.TIMESTAMP_WITH_TIMEZONE);
    }
    update.setString(6, derivation.frame().basis());
    update.setInt(7, derivation.assetId());
  }
}
