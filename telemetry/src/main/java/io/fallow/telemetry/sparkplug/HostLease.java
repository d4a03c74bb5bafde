package io.fallow.telemetry.sparkplug;

import io.fallow.telemetry.store.Database;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.time.Duration;
import java.util.UUID;

/**
 * The right to be the host of a name, for a while, by the database's clock. Who holds it and loses
 * sight of the database stays the host: another takes over the client id as well, and the broker
 * then ends the connection of the one before.
 */
final class HostLease {

  /** For how long the right is held after it was last asked for. */
  static final Duration TERM = Duration.ofSeconds(6);

  private final Database database;
  private final String hostId;
  private final UUID holder = UUID.randomUUID();

  HostLease(Database database, String hostId) {
    this.database = database;
    this.hostId = hostId;
  }

  private static final String TAKE =
      """
      INSERT INTO sparkplug_host AS h (host_id, holder, held_until)
      VALUES (?, ?, clock_timestamp() + make_interval(secs => ?))
      ON CONFLICT (host_id) DO UPDATE
      SET holder = EXCLUDED.holder, held_until = EXCLUDED.held_until
      WHERE h.holder = EXCLUDED.holder OR h.held_until < clock_timestamp()
      RETURNING holder
      """;

  /** Takes or keeps the right; false while another has it. */
  boolean take() {
    return database.inTransaction(
        connection -> {
          try (PreparedStatement upsert = connection.prepareStatement(TAKE)) {
            upsert.setString(1, hostId);
            upsert.setObject(2, holder);
            upsert.setInt(3, TERM.toSecondsPart());
            try (ResultSet row = upsert.executeQuery()) {
              return row.next();
            }
          }
        });
  }

  private static final String GIVE_UP =
      "UPDATE sparkplug_host SET held_until = '-infinity' WHERE host_id = ? AND holder = ?";

  /** Lets the next one have it at once. */
  void giveUp() {
    database.inTransaction(
        connection -> {
          try (PreparedStatement update = connection.prepareStatement(GIVE_UP)) {
            update.setString(1, hostId);
            update.setObject(2, holder);
            return update.executeUpdate();
          }
        });
  }
}
