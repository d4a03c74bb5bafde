package io.fallow.telemetry.ingest;

import io.fallow.telemetry.store.Database;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;

/**
 * Which sessions at the broker this process holds, kept in the database and by its clock. A lease
 * that was not renewed for its term is anybody's.
 */
final class SessionLeases {

  /** How long a lease runs. */
  static final Duration TERM = Duration.ofSeconds(5);

  private final Database database;
  private final String broker;
  private final UUID holder = UUID.randomUUID();

  SessionLeases(Database database, String broker) {
    this.database = database;
    this.broker = broker;
  }

  private static final String CLAIM =
      """
      INSERT INTO ingest_session (broker, client_id, holder, seen_at)
      VALUES (?, ?, ?, clock_timestamp())
      ON CONFLICT (broker, client_id)
      DO UPDATE SET holder = excluded.holder, seen_at = excluded.seen_at
      """;

  /** Takes a session, whoever holds it: for an instance's own, at its start. */
  void claim(String clientId) {
    database.inTransaction(
        connection -> {
          try (PreparedStatement upsert = connection.prepareStatement(CLAIM)) {
            upsert.setString(1, broker);
            upsert.setString(2, clientId);
            upsert.setObject(3, holder);
            return upsert.executeUpdate();
          }
        });
  }

  private static final String RENEW =
      """
      UPDATE ingest_session SET seen_at = clock_timestamp() WHERE broker = ? AND holder = ?
      RETURNING client_id
      """;

  /** What this process still holds, for the next seconds. */
  Set<String> renew() {
    return database.inTransaction(connection -> returned(connection, RENEW));
  }

  private static final String TAKE =
      """
      UPDATE ingest_session SET holder = ?, seen_at = clock_timestamp()
      WHERE (broker, client_id) IN (
          SELECT broker, client_id FROM ingest_session
          WHERE broker = ? AND seen_at < clock_timestamp() - make_interval(secs => ?)
          ORDER BY seen_at LIMIT 1 FOR UPDATE SKIP LOCKED)
      RETURNING client_id
      """;

  /** Takes over one session that nobody renews, if there is one. */
  Set<String> takeOver() {
    return database.inTransaction(
        connection -> {
          try (PreparedStatement update = connection.prepareStatement(TAKE)) {
            update.setObject(1, holder);
            update.setString(2, broker);
            update.setLong(3, TERM.toSeconds());
            return clientIds(update);
          }
        });
  }

  private Set<String> returned(Connection connection, String sql) throws SQLException {
    try (PreparedStatement update = connection.prepareStatement(sql)) {
      update.setString(1, broker);
      update.setObject(2, holder);
      return clientIds(update);
    }
  }

  private static Set<String> clientIds(PreparedStatement update) throws SQLException {
    Set<String> found = new TreeSet<>();
    try (ResultSet row = update.executeQuery()) {
      while (row.next()) {
        found.add(row.getString("client_id"));
      }
    }
    return found;
  }
}
