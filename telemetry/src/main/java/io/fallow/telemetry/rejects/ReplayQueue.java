package io.fallow.telemetry.rejects;

import io.fallow.telemetry.store.Database;
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

/**
 * What waits to be replayed. A process takes a request for a minute and tries some rejects of it;
 * nothing is locked meanwhile, and where two are at the same, what is stored is stored once all the
 * same. Every method blocks for one transaction.
 */
final class ReplayQueue {

  private static final Duration TURN = Duration.ofMinutes(1);

  private final Database database;

  ReplayQueue(Database database) {
    this.database = database;
  }

  /** A reject that is to be tried. */
  record Next(long id, Instant receivedAt) {}

  // Whose turn was longest ago comes first, so that a long one keeps nobody else waiting.
  private static final String TAKE =
      """
      UPDATE replay_request SET taken_until = ?
      WHERE id = (SELECT id FROM replay_request
                  WHERE ended_at IS NULL AND (taken_until IS NULL OR taken_until <= ?)
                  ORDER BY taken_until NULLS FIRST, id LIMIT 1
                  FOR UPDATE SKIP LOCKED)
      RETURNING id
      """;

  /** Takes one, if one waits that nobody is at. */
  Optional<Long> take(Instant now) {
    return database.inTransaction(
        connection -> {
          try (PreparedStatement update = connection.prepareStatement(TAKE)) {
            update.setObject(1, SqlValues.timestamp(now.plus(TURN)));
            update.setObject(2, SqlValues.timestamp(now));
            try (ResultSet row = update.executeQuery()) {
              return row.next() ? Optional.of(row.getLong("id")) : Optional.empty();
            }
          }
        });
  }

  // A request's writer is trusted with its own gateway alone: of another's rejects none is here.
  private static final String NEXT =
      """
      SELECT r.id, r.received_at
      FROM replay_request q JOIN rejected_message r ON r.gateway_id = q.gateway_id
      WHERE q.id = ? AND r.replayed_at IS NULL
        AND (r.id = q.reject_id OR r.reason = q.reason AND r.received_at <= q.asked_at)
        AND (r.received_at, r.id) > (q.done_at, q.done_id)
      ORDER BY r.received_at, r.id
      LIMIT ?
      """;

  /** Those to be tried next, in the order in which they came. */
  List<Next> next(long request, int most) {
    return database.inTransaction(
        connection -> {
          try (PreparedStatement query = connection.prepareStatement(NEXT)) {
            query.setLong(1, request);
            query.setInt(2, most);
            List<Next> found = new ArrayList<>();
            try (ResultSet row = query.executeQuery()) {
              while (row.next()) {
                found.add(new Next(row.getLong("id"), SqlValues.instant(row, "received_at")));
              }
            }
            return found;
          }
        });
  }

  private static final String DONE =
      """
      UPDATE replay_request
      SET done_at = ?, done_id = ?, stored = stored + ?, refused = refused + ?, taken_until = ?
      WHERE id = ?
      """;

  /** Notes what came of some, of which this was the last, and leaves the rest to the next turn. */
  void done(long request, Next last, int stored, int refused, Instant now) {
    database.inTransaction(
        connection -> {
          try (PreparedStatement update = connection.prepareStatement(DONE)) {
            update.setObject(1, SqlValues.timestamp(last.receivedAt()));
            update.setLong(2, last.id());
            update.setInt(3, stored);
            update.setInt(4, refused);
            update.setObject(5, SqlValues.timestamp(now));
            update.setLong(6, request);
            return update.executeUpdate();
          }
        });
  }

  private static final String END =
      "UPDATE replay_request SET ended_at = ? WHERE id = ? AND ended_at IS NULL";

  /** Notes that there is nothing left to be tried. */
  void end(long request, Instant now) {
    database.inTransaction(connection -> end(connection, request, now));
  }

  private static int end(Connection connection, long request, Instant now) throws SQLException {
    try (PreparedStatement update = connection.prepareStatement(END)) {
      update.setObject(1, SqlValues.timestamp(now));
      update.setLong(2, request);
      return update.executeUpdate();
    }
  }
}
