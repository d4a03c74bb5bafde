package io.fallow.scheduler.group;

import io.fallow.scheduler.group.WaitEntry.PassedOver;
import io.fallow.telemetry.store.SqlValues;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/** Writes down offers, in the transaction that makes the hold. */
final class WaitOffers {

  private final Connection connection;
  private final Instant now;

  WaitOffers(Connection connection, Instant now) {
    this.connection = connection;
    this.now = now;
  }

  private static final String CLAIM =
      """
      SELECT FROM wait_entry w
      WHERE w.id = ? AND w.state = 'WAITING'
        AND NOT EXISTS (SELECT FROM wait_offer f WHERE f.entry_id = w.id AND f.state = 'OPEN')
      FOR UPDATE
      """;

  /** Whether the entry waits still and has no offer; keeps it so until the transaction ends. */
  boolean claim(UUID entry) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(CLAIM)) {
      statement.setObject(1, entry);
      try (ResultSet row = statement.executeQuery()) {
        return row.next();
      }
    }
  }

  private static final String OFFERED =
      "INSERT INTO wait_offer (reservation_id, entry_id, offered_at, state) VALUES (?, ?, ?,"
          + " 'OPEN')";

  void offered(UUID entry, UUID reservation) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(OFFERED)) {
      statement.setObject(1, reservation);
      statement.setObject(2, entry);
      statement.setObject(3, SqlValues.timestamp(now));
      statement.executeUpdate();
    }
  }

  private static final String PASSED_OVER =
      "UPDATE wait_entry SET passed_over = ?::jsonb WHERE id = ?";

  void passedOver(UUID entry, PassedOver passed) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(PASSED_OVER)) {
      statement.setString(1, PassedOverJson.write(passed));
      statement.setObject(2, entry);
      statement.executeUpdate();
    }
  }

  private static final String OPEN =
      "SELECT reservation_id FROM wait_offer WHERE entry_id = ? AND state = 'OPEN'";

  /** The hold that is offered at the moment. */
  Optional<UUID> open(UUID entry) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(OPEN)) {
      statement.setObject(1, entry);
      try (ResultSet row = statement.executeQuery()) {
        return row.next() ? Optional.of(row.getObject(1, UUID.class)) : Optional.empty();
      }
    }
  }
}
