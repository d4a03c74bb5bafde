package io.fallow.telemetry.forecast;

import io.fallow.telemetry.store.SqlValues;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/**
 * Says when others than its owner used an asset. The forecast is of the owner's own need, so it
 * takes such time for unobserved: else guests who come back each week would close the very window
 * through which they come. Blocks; in the caller's transaction.
 */
public final class BorrowedTime {

  private BorrowedTime() {}

  private static final String SAY =
      """
      INSERT INTO borrowed_time (loan, asset_id, from_time, to_time) VALUES (?, ?, ?, ?)
      ON CONFLICT (loan) DO UPDATE SET from_time = excluded.from_time, to_time = excluded.to_time
      """;

  /**
   * Says it, in the place of what was said of the same loan before.
   *
   * @param loan what the use is known by, such as a reservation
   * @param to its end, after {@code from}; empty as long as it lasts
   */
  public static void say(
      Connection connection, UUID loan, int assetId, Instant from, Optional<Instant> to)
      throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(SAY)) {
      statement.setObject(1, loan);
      statement.setInt(2, assetId);
      statement.setObject(3, SqlValues.timestamp(from));
      statement.setObject(
          4, to.map(SqlValues::timestamp).orElse(null), Types.TIMESTAMP_WITH_TIMEZONE);
      statement.executeUpdate();
    }
  }
}
