package io.fallow.scheduler.calendar;

import io.fallow.telemetry.store.SqlValues;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;

/** Reads turnarounds: an asset's own, else its type's. */
final class TurnaroundRows {

  private TurnaroundRows() {}

  private static final String TURNAROUNDS =
      """
      SELECT DISTINCT ON (a.id) a.id, t.before_s, t.after_s
      FROM asset a JOIN turnaround t ON t.asset_id = a.id OR t.asset_type = a.type
      WHERE a.id = ANY (?)
      ORDER BY a.id, t.asset_id NULLS LAST
      """;

  static Map<Integer, Turnaround> read(Connection connection, Collection<Integer> assets)
      throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(TURNAROUNDS)) {
      statement.setArray(1, SqlValues.ints(connection, assets));
      Map<Integer, Turnaround> turnarounds = new HashMap<>();
      try (ResultSet row = statement.executeQuery()) {
        while (row.next()) {
          turnarounds.put(
              row.getInt("id"),
              new Turnaround(
                  Duration.ofSeconds(row.getInt("before_s")),
                  Duration.ofSeconds(row.getInt("after_s"))));
        }
      }
      return turnarounds;
    }
  }
}
