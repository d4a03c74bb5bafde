package io.fallow.telemetry.usage;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;

/** From when on all raw readings are there, where old ones have been dropped. */
final class RetentionFloor {

  private final Connection connection;

  RetentionFloor(Connection connection) {
    this.connection = connection;
  }

  private static final String FLOORS =
      "SELECT asset_id, readings_from FROM retention_floor WHERE asset_id = ANY (?)";

  /** By asset, in microseconds; an asset that has all its readings is absent. */
  Map<Integer, Long> of(Collection<Integer> assetIds) throws SQLException {
    Map<Integer, Long> floors = new HashMap<>();
    if (assetIds.isEmpty()) {
      return floors;
    }
    try (PreparedStatement query = connection.prepareStatement(FLOORS)) {
      query.setArray(1, Rows.ids(connection, assetIds));
      try (ResultSet row = query.executeQuery()) {
        while (row.next()) {
          floors.put(row.getInt("asset_id"), Rows.micros(row, "readings_from"));
        }
      }
    }
    return floors;
  }
}
