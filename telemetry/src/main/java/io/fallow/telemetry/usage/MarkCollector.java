package io.fallow.telemetry.usage;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;

/**
 * Makes work, asset by asset, of what ingest has marked, batch by batch; in one transaction at a
 * time, whoever else tries.
 *
 * <p>Several writers store batches at once, so an asset's readings become visible a little out of
 * order, and to derive usage for late ones is dear. A mark therefore rests a while ({@link Pace})
 * before it is taken, and what lies beyond the beginning of a younger mark of the same asset waits
 * for that one; but no longer than two and a half times as long. This is a matter of cost alone:
 * late readings are taken in all the same.
 */
final class MarkCollector {

  private static final int MARKS_AT_ONCE = 500;
  private static final long LOCK = 0x66616c6c6f77L; // any number that is nobody else's

  private MarkCollector() {}

  private static final String ALONE = "SELECT pg_try_advisory_xact_lock(?)";

  /**
   * Collects some marks that have rested for so many milliseconds, and says whether there may be
   * more to collect at once.
   */
  static boolean collect(Connection connection, long restMs) throws SQLException {
    return isAlone(connection) && move(connection, restMs) == MARKS_AT_ONCE;
  }

  private static boolean isAlone(Connection connection) throws SQLException {
    try (PreparedStatement query = connection.prepareStatement(ALONE)) {
      query.setLong(1, LOCK);
      try (ResultSet row = query.executeQuery()) {
        row.next();
        return row.getBoolean(1);
      }
    }
  }

  // Ripe marks become one row of work for each asset; what is held back is one mark again, as old
  // as before. Without younger marks of the same asset nothing is held back.
  private static final String MOVE =
      """
      WITH ages AS (
        SELECT statement_timestamp() - rest AS rested, statement_timestamp() - 2.5 * rest AS waited
        FROM (SELECT ? * interval '1 ms' AS rest) said),
      ripe AS (
        DELETE FROM usage_mark WHERE id IN (
          SELECT id FROM usage_mark WHERE made_at <= (SELECT rested FROM ages)
          ORDER BY id LIMIT ?)
        RETURNING made_at, asset_ids, from_micros, to_micros),
      ready AS (
        SELECT asset, min(begins) AS begins, max(ends) AS ends, min(made_at) AS made_at
        FROM ripe, unnest(asset_ids, from_micros, to_micros) AS m (asset, begins, ends)
        GROUP BY asset),
      young AS (
        SELECT asset, min(begins) AS begins
        FROM usage_mark, unnest(asset_ids, from_micros) AS m (asset, begins)
        WHERE made_at > (SELECT rested FROM ages) GROUP BY asset),
      sorted AS (
        SELECT asset, r.begins, r.ends, r.made_at,
               CASE WHEN y.begins <= r.ends AND r.made_at > (SELECT waited FROM ages)
                    THEN y.begins - 1 ELSE r.ends END AS last
        FROM ready r LEFT JOIN young y USING (asset)),
      held AS (
        INSERT INTO usage_mark (made_at, from_time, asset_ids, from_micros, to_micros)
        SELECT min(made_at), of_micros(min(greatest(begins, last + 1))),
               array_agg(asset), array_agg(greatest(begins, last + 1)), array_agg(ends)
        FROM sorted WHERE last < ends HAVING count(*) > 0),
      work AS (
        INSERT INTO usage_dirty (asset_id, from_time, to_time)
        SELECT asset, of_micros(begins), of_micros(last) FROM sorted WHERE begins <= last)
      SELECT count(*) FROM ripe
      """;

  private static int move(Connection connection, long restMs) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(MOVE)) {
      statement.setLong(1, restMs);
      statement.setInt(2, MARKS_AT_ONCE);
      try (ResultSet row = statement.executeQuery()) {
        row.next();
        return row.getInt(1);
      }
    }
  }
}
