package io.fallow.scheduler.group;

import io.fallow.telemetry.store.SqlValues;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/**
 * Takes note of what has become of offers and of those who wait. Both are range queries: right
 * after any pause, and nothing changes when they run twice.
 */
final class WaitUpkeep {

  private final Connection connection;
  private final Instant now;

  WaitUpkeep(Connection connection, Instant now) {
    this.connection = connection;
    this.now = now;
  }

  // An offer that was confirmed and cancelled again was taken all the same. One that has passed is
  // somebody else's turn: those who wait for such assets are to be looked at again.
  private static final String SETTLE =
      """
      WITH settled AS (
        UPDATE wait_offer f
        SET state = CASE WHEN r.status IN ('CONFIRMED', 'IN_USE', 'COMPLETED', 'NO_SHOW')
                           OR EXISTS (SELECT FROM reservation_change c
                                      WHERE c.reservation_id = r.id AND c.status = 'CONFIRMED')
                         THEN 'TAKEN' ELSE 'PASSED' END
        FROM reservation r
        WHERE f.state = 'OPEN' AND r.id = f.reservation_id AND r.status <> 'REQUESTED'
          AND (r.status <> 'HELD' OR r.expires_at <= ?)
          AND (?::uuid IS NULL OR f.entry_id = ?)
        RETURNING f.entry_id, f.state)
      UPDATE wait_entry w
      SET state = CASE s.state WHEN 'TAKEN' THEN 'FULFILLED' ELSE w.state END,
          changed_at = ?, looked_at = NULL
      FROM settled s
      WHERE w.id = s.entry_id AND w.state = 'WAITING'
      """;

  /** Takes note of what has become of offers. */
  void settle() throws SQLException {
    settle(Optional.empty());
  }

  /** The same of one entry's. */
  void settle(UUID entry) throws SQLException {
    settle(Optional.of(entry));
  }

  private void settle(Optional<UUID> entry) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(SETTLE)) {
      statement.setObject(1, SqlValues.timestamp(now));
      statement.setObject(2, entry.orElse(null), Types.OTHER);
      statement.setObject(3, entry.orElse(null), Types.OTHER);
      statement.setObject(4, SqlValues.timestamp(now));
      statement.executeUpdate();
    }
  }

  private static final String EXPIRE =
      """
      UPDATE wait_entry w SET state = 'EXPIRED', changed_at = ?
      WHERE state = 'WAITING' AND upper(range) - make_interval(secs => least_s) < ?
        AND NOT EXISTS (SELECT FROM wait_offer f WHERE f.entry_id = w.id AND f.state = 'OPEN')
      """;

  /** Ends the waiting of those for whom nothing can come any more. */
  void expire() throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(EXPIRE)) {
      statement.setObject(1, SqlValues.timestamp(now));
      statement.setObject(2, SqlValues.timestamp(now));
      statement.executeUpdate();
    }
  }
}
