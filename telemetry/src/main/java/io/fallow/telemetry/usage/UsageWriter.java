package io.fallow.telemetry.usage;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Stores what derivations found, each kind of row with one statement: the columns go as arrays of
 * numbers, instants as microseconds.
 */
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

  private static final String INTERVALS =
      """
      INSERT INTO usage_interval (asset_id, started_at, ended_at, activity)
      SELECT asset, of_micros(begins), of_micros(ends), activity
      FROM unnest(?::int[], ?::bigint[], ?::bigint[], ?::smallint[])
        AS stretch (asset, begins, ends, activity)
      ON CONFLICT (asset_id, started_at)
      DO UPDATE SET ended_at = EXCLUDED.ended_at, activity = EXCLUDED.activity
      """;

  private void intervals(Map<Derivation, Outcome> outcomes) throws SQLException {
    int count = outcomes.values().stream().mapToInt(each -> each.stretches().size()).sum();
    int[] assets = new int[count];
    long[] begins = new long[count];
    long[] ends = new long[count];
    short[] activities = new short[count];
    int row = 0;
    for (Map.Entry<Derivation, Outcome> each : outcomes.entrySet()) {
      for (Stretch stretch : each.getValue().stretches()) {
        assets[row] = each.getKey().assetId();
        begins[row] = stretch.start();
        ends[row] = stretch.end();
        activities[row] = stretch.activity().code();
        row++;
      }
    }
    execute(INTERVALS, assets, begins, ends, activities);
  }

  private static final String HOURS =
      """
      INSERT INTO utilisation_hour
        (asset_id, hour, in_use_s, standby_s, off_s, fault_s, energy_wh)
      SELECT asset, of_micros(hour), in_use_s, standby_s, off_s, fault_s, energy_wh
      FROM unnest(?::int[], ?::bigint[], ?::float8[], ?::float8[], ?::float8[], ?::float8[],
          ?::float8[])
        AS sums (asset, hour, in_use_s, standby_s, off_s, fault_s, energy_wh)
      ON CONFLICT (asset_id, hour)
      DO UPDATE SET in_use_s = EXCLUDED.in_use_s, standby_s = EXCLUDED.standby_s,
        off_s = EXCLUDED.off_s, fault_s = EXCLUDED.fault_s, energy_wh = EXCLUDED.energy_wh
      """;

  private void hours(Map<Derivation, Outcome> outcomes) throws SQLException {
    List<HourlyUtilisation> hours = new ArrayList<>();
    for (Map.Entry<Derivation, Outcome> each : outcomes.entrySet()) {
      for (HourSums sums : each.getValue().hours()) {
        hours.add(sums.utilisation(each.getKey().assetId()));
      }
    }
    execute(
        HOURS,
        hours.stream().mapToInt(HourlyUtilisation::assetId).toArray(),
        hours.stream().mapToLong(hour -> Micros.of(hour.hour())).toArray(),
        hours.stream().mapToDouble(HourlyUtilisation::inUseS).toArray(),
        hours.stream().mapToDouble(HourlyUtilisation::standbyS).toArray(),
        hours.stream().mapToDouble(HourlyUtilisation::offS).toArray(),
        hours.stream().mapToDouble(HourlyUtilisation::faultS).toArray(),
        hours.stream().mapToDouble(HourlyUtilisation::energyWh).toArray());
  }

  private static final String STATES =
      """
      UPDATE usage_state s
      SET last_time = of_micros(d.last), activity = d.activity,
          power_w = nullif(d.power, -1), since = of_micros(d.since),
          holds_until = of_micros(d.holds_until), basis = d.basis
      FROM unnest(?::int[], ?::bigint[], ?::smallint[], ?::real[], ?::bigint[], ?::bigint[],
          ?::text[])
        AS d (asset, last, activity, power, since, holds_until, basis)
      WHERE s.asset_id = d.asset
      """;

  // Every claimed asset's row is written, even if nothing changed: so another worker whose snapshot
  // is older than this claim notices that it came too late, and starts over.
  private void states(Map<Derivation, Outcome> outcomes) throws SQLException {
    int count = outcomes.size();
    int[] assets = new int[count];
    long[] last = new long[count];
    short[] activities = new short[count];
    float[] powers = new float[count];
    long[] since = new long[count];
    long[] holdsUntil = new long[count];
    String[] bases = new String[count];
    int row = 0;
    for (Map.Entry<Derivation, Outcome> each : outcomes.entrySet()) {
      Derivation derivation = each.getKey();
      if (each.getValue().position().isEmpty()) {
        unknown(derivation);
        continue;
      }
      Position position = each.getValue().position().get();
      Held held = position.held();
      assets[row] = derivation.assetId();
      last[row] = held.time();
      activities[row] = held.activity().code();
      powers[row] = held.powerW();
      since[row] = position.since();
      holdsUntil[row] = held.time() + derivation.frame().maxGapAt(held.time());
      bases[row] = derivation.frame().basis();
      row++;
    }
    execute(STATES, assets, last, activities, powers, since, holdsUntil, bases);
  }

  private static final String NOTHING_KNOWN =
      """
      UPDATE usage_state
      SET last_time = NULL, activity = NULL, power_w = NULL, since = NULL, holds_until = NULL,
          basis = ?
      WHERE asset_id = ?
      """;

  private void unknown(Derivation derivation) throws SQLException {
    try (PreparedStatement update = connection.prepareStatement(NOTHING_KNOWN)) {
      update.setString(1, derivation.frame().basis());
      update.setInt(2, derivation.assetId());
      update.executeUpdate();
    }
  }

  /** Runs a statement on columns: arrays of plain numbers go in binary form. */
  private void execute(String sql, int[] assets, Object... columns) throws SQLException {
    if (assets.length == 0) {
      return;
    }
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      statement.setObject(1, assets);
      for (int i = 0; i < columns.length; i++) {
        statement.setObject(i + 2, columns[i]);
      }
      statement.executeUpdate();
    }
  }
}
