package io.fallow.scheduler.attendance;

import io.fallow.telemetry.store.SqlValues;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * An asset of which reservations have begun, or have ended without its being known how.
 *
 * @param asset public id
 * @param since the earliest start among them
 * @param seenTo the asset's newest reading that was turned into usage
 * @param ended those that are over
 */
record Running(
    int assetId, String asset, Instant since, Optional<Instant> seenTo, List<UUID> ended) {

  /** How long after its end readings may still tell how a reservation was used. */
  static final Duration OPEN_FOR = Duration.ofDays(7);

  Running {
    ended = List.copyOf(ended);
  }

  private static final String BEGUN =
      """
      SELECT r.asset_id, o.code || '.' || a.code AS asset, min(lower(r.during)) AS since,
             s.last_time, '{}'::uuid[] AS ended
      FROM reservation r
      JOIN asset a ON a.id = r.asset_id
      JOIN organisation o ON o.id = a.organisation_id
      LEFT JOIN usage_state s ON s.asset_id = r.asset_id
      WHERE r.status IN ('CONFIRMED', 'IN_USE') AND lower(r.during) <= ?
      GROUP BY r.asset_id, o.code, a.code, s.last_time
      ORDER BY since
      """;

  /** Those whose reservations have begun by an instant and are not over. */
  static List<Running> begun(Connection connection, Instant now) throws SQLException {
    return read(connection, BEGUN, now);
  }

  private static final String OPEN =
      """
      SELECT r.asset_id, o.code || '.' || a.code AS asset, min(lower(r.during)) AS since,
             s.last_time, array_agg(r.id) AS ended
      FROM reservation r
      JOIN asset a ON a.id = r.asset_id
      JOIN organisation o ON o.id = a.organisation_id
      LEFT JOIN usage_state s ON s.asset_id = r.asset_id
      WHERE ((r.status = 'COMPLETED' AND r.used_until IS NULL)
             OR (r.status = 'NO_SHOW' AND r.checked_in_at IS NULL))
        AND upper(r.during) > ?
      GROUP BY r.asset_id, o.code, a.code, s.last_time
      ORDER BY since
      """;

  /** Those whose reservations are over and may yet be told of by late readings. */
  static List<Running> open(Connection connection, Instant now) throws SQLException {
    return read(connection, OPEN, now.minus(OPEN_FOR));
  }

  private static List<Running> read(Connection connection, String sql, Instant instant)
      throws SQLException {
    List<Running> found = new ArrayList<>();
    try (PreparedStatement query = connection.prepareStatement(sql)) {
      query.setObject(1, SqlValues.timestamp(instant));
      try (ResultSet row = query.executeQuery()) {
        while (row.next()) {
          found.add(
              new Running(
                  row.getInt("asset_id"),
                  row.getString("asset"),
                  SqlValues.instant(row, "since"),
                  SqlValues.optionalInstant(row, "last_time"),
                  List.of((UUID[]) row.getArray("ended").getArray())));
        }
      }
    }
    return found;
  }
}
