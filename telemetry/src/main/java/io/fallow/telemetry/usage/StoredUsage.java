package io.fallow.telemetry.usage;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Looks up the stored intervals and hours that derivations ask for, all in two queries. */
final class StoredUsage {

  private final Connection connection;

  StoredUsage(Connection connection) {
    this.connection = connection;
  }

  /** Gives every derivation what it wants, as far as it is stored. */
  void give(Collection<Derivation> derivations) throws SQLException {
    Map<Integer, Derivation> byAsset = new HashMap<>();
    Wanted hours = new Wanted();
    Wanted stretches = new Wanted();
    for (Derivation each : derivations) {
      byAsset.put(each.assetId(), each);
      each.wantedHours().forEach(hour -> hours.add(each.assetId(), hour));
      each.wantedStretches().forEach(time -> stretches.add(each.assetId(), time));
    }
    if (!hours.assetIds.isEmpty()) {
      giveHours(hours, byAsset);
    }
    if (!stretches.assetIds.isEmpty()) {
      giveStretches(stretches, byAsset);
    }
  }

  private static final class Wanted {
    final List<Integer> assetIds = new ArrayList<>();
    final List<Long> times = new ArrayList<>();

    void add(int assetId, long time) {
      assetIds.add(assetId);
      times.add(time);
    }
  }

  private static final String HOURS =
      """
      SELECT asset_id, hour, in_use_s, standby_s, off_s, fault_s, energy_wh
      FROM unnest(?::int[], ?::timestamptz[]) AS wanted (asset_id, hour)
      JOIN utilisation_hour USING (asset_id, hour)
      """;

  private void giveHours(Wanted wanted, Map<Integer, Derivation> byAsset) throws SQLException {
    try (PreparedStatement query = prepare(HOURS, wanted);
        ResultSet row = query.executeQuery()) {
      while (row.next()) {
        HourlyUtilisation hour = Rows.hour(row);
        byAsset.get(hour.assetId()).give(HourSums.of(hour));
      }
    }
  }

  private static final String STRETCHES =
      """
      SELECT wanted.asset_id, wanted.time, i.started_at, i.ended_at, i.activity
      FROM unnest(?::int[], ?::timestamptz[]) AS wanted (asset_id, time)
      CROSS JOIN LATERAL (
        SELECT started_at, ended_at, activity
        FROM usage_interval
        WHERE asset_id = wanted.asset_id AND started_at < wanted.time
        ORDER BY started_at DESC
        LIMIT 1) i
      """;

  private void giveStretches(Wanted wanted, Map<Integer, Derivation> byAsset) throws SQLException {
    try (PreparedStatement query = prepare(STRETCHES, wanted);
        ResultSet row = query.executeQuery()) {
      while (row.next()) {
        byAsset.get(row.getInt("asset_id")).give(Rows.micros(row, "time"), Rows.stretch(row));
      }
    }
  }

  private PreparedStatement prepare(String sql, Wanted wanted) throws SQLException {
    PreparedStatement query = connection.prepareStatement(sql);
    query.setArray(1, Rows.ids(connection, wanted.assetIds));
    query.setArray(2, Rows.times(connection, wanted.times));
    return query;
  }
}
