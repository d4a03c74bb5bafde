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

/** Stores what readings left behind, and gives it to the derivations that want it. */
final class MemoryStore {

  private final Connection connection;

  MemoryStore(Connection connection) {
    this.connection = connection;
  }

  private static final String WANTED =
      """
      SELECT m.asset_id, m.hour, m.memory
      FROM unnest(?::int[], ?::bigint[], ?::bigint[]) AS wanted (asset_id, first, last)
      JOIN usage_memory m
        ON m.asset_id = wanted.asset_id AND m.hour BETWEEN wanted.first AND wanted.last
      """;

  /** Gives every derivation what it wants, as far as it is stored. */
  void give(Collection<Derivation> derivations) throws SQLException {
    Map<Integer, Derivation> byAsset = new HashMap<>();
    for (Derivation each : derivations) {
      if (each.wantedMemories().isPresent()) {
        byAsset.put(each.assetId(), each);
      }
    }
    if (byAsset.isEmpty()) {
      return;
    }
    int[] ids = byAsset.keySet().stream().mapToInt(Integer::intValue).toArray();
    long[] first = new long[ids.length];
    long[] last = new long[ids.length];
    for (int i = 0; i < ids.length; i++) {
      ClockHour wanted = byAsset.get(ids[i]).wantedMemories().orElseThrow();
      first[i] = wanted.start();
      last[i] = wanted.end();
    }
    try (PreparedStatement query = connection.prepareStatement(WANTED)) {
      query.setObject(1, ids);
      query.setObject(2, first);
      query.setObject(3, last);
      try (ResultSet row = query.executeQuery()) {
        while (row.next()) {
          byAsset.get(row.getInt(1)).give(row.getLong(2), Memory.of(row.getBytes(3)));
        }
      }
    }
  }

  private static final String CLEAR =
      "DELETE FROM usage_memory WHERE asset_id = ? AND hour BETWEEN ? AND ?";

  private static final String PUT =
      """
      INSERT INTO usage_memory (asset_id, hour, memory) VALUES (?, ?, ?)
      ON CONFLICT (asset_id, hour) DO UPDATE SET memory = EXCLUDED.memory
      """;

  void write(Map<Derivation, Outcome> outcomes) throws SQLException {
    List<Map.Entry<Derivation, Outcome>> clearing = new ArrayList<>(outcomes.entrySet());
    clearing.removeIf(each -> !each.getValue().clears());
    if (!clearing.isEmpty()) {
      try (PreparedStatement delete = connection.prepareStatement(CLEAR)) {
        for (Map.Entry<Derivation, Outcome> each : clearing) {
          delete.setInt(1, each.getKey().assetId());
          delete.setLong(2, each.getValue().clearFrom());
          delete.setLong(3, each.getValue().clearUntil());
          delete.addBatch();
        }
        delete.executeBatch();
      }
    }
    if (outcomes.values().stream().anyMatch(each -> !each.memories().isEmpty())) {
      put(outcomes);
    }
  }

  private void put(Map<Derivation, Outcome> outcomes) throws SQLException {
    try (PreparedStatement upsert = connection.prepareStatement(PUT)) {
      for (Map.Entry<Derivation, Outcome> each : outcomes.entrySet()) {
        for (Map.Entry<Long, Memory> memory : each.getValue().memories().entrySet()) {
          upsert.setInt(1, each.getKey().assetId());
          upsert.setLong(2, memory.getKey());
          upsert.setBytes(3, memory.getValue().bytes());
          upsert.addBatch();
        }
      }
      upsert.executeBatch();
    }
  }
}
