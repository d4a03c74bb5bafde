package io.fallow.scheduler.telling.webhook;

import io.fallow.telemetry.store.Database;
import io.fallow.telemetry.store.SqlValues;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.UUID;

/**
 * The messages of webhooks, for those who own them to look at and to send again. Blocks; safe for
 * any number of threads; failures are {@link io.fallow.telemetry.store.StoreException}s.
 */
public final class Deliveries {

  /** How long they can be looked at. */
  public static final Duration KEPT = Duration.ofDays(30);

  private static final int SWEPT_AT_ONCE = 10_000;

  private final Database database;

  public Deliveries(Database database) {
    this.database = database;
  }

  private static final String COLUMNS =
      """
      d.id, d.message_id, d.kind, d.body, d.status, d.created_at, d.attempts, d.last_attempt_at,
      d.next_attempt_at, d.response_status, d.response_text
      """;

  private static final String LATEST =
      "SELECT "
          + COLUMNS
          + """
          FROM webhook_delivery d JOIN webhook w ON w.id = d.webhook_id
          WHERE w.organisation_id = ? AND w.id = ? AND d.id < ?
            AND (?::text IS NULL OR d.status = ?)
          ORDER BY d.id DESC LIMIT ?
          """;

  /**
   * The messages of an organisation's webhook, newest first.
   *
   * @param before only those with a smaller id
   */
  public List<Delivery> latest(
      int organisationId, UUID webhook, Optional<Delivery.Status> status, long before, int limit) {
    String wanted = status.map(Delivery.Status::name).orElse(null);
    return database.inTransaction(
        connection -> {
          try (PreparedStatement statement = connection.prepareStatement(LATEST)) {
            statement.setInt(1, organisationId);
            statement.setObject(2, webhook);
            statement.setLong(3, before);
            statement.setString(4, wanted);
            statement.setString(5, wanted);
            statement.setInt(6, limit);
            return read(statement);
          }
        });
  }

  private static final String AGAIN =
      """
      UPDATE webhook_delivery d
      SET status = 'PENDING', attempts = 0, first_attempt_at = NULL, next_attempt_at = ?
      FROM webhook w
      WHERE w.id = d.webhook_id AND w.organisation_id = ? AND w.id = ? AND d.id = ?
      RETURNING
      """
          + COLUMNS;

  /** Sends a message again, soon and under its old id; empty if there is none. */
  public Optional<Delivery> again(int organisationId, UUID webhook, long id, Instant now) {
    return database.inTransaction(
        connection -> {
          try (PreparedStatement statement = connection.prepareStatement(AGAIN)) {
            statement.setObject(1, SqlValues.timestamp(now));
            statement.setInt(2, organisationId);
            statement.setObject(3, webhook);
            statement.setLong(4, id);
            return read(statement).stream().findFirst();
          }
        });
  }

  private static final String TEST =
      """
      INSERT INTO webhook_delivery AS d (webhook_id, message_id, kind, body, status, created_at,
                                         next_attempt_at)
      SELECT w.id, 'msg_' || replace(gen_random_uuid()::text, '-', ''), 'webhook.test',
             jsonb_build_object('type', 'webhook.test', 'timestamp', ?::text, 'data',
                                jsonb_build_object('webhook', w.id))::text,
             'PENDING', ?, ?
      FROM webhook w WHERE w.organisation_id = ? AND w.id = ?
      RETURNING
      """
          + COLUMNS;

  /** Sends a message that says nothing, soon; empty if there is no such webhook. */
  public Optional<Delivery> test(int organisationId, UUID webhook, Instant now) {
    return database.inTransaction(
        connection -> {
          try (PreparedStatement statement = connection.prepareStatement(TEST)) {
            statement.setString(1, now.toString());
            statement.setObject(2, SqlValues.timestamp(now));
            statement.setObject(3, SqlValues.timestamp(now));
            statement.setInt(4, organisationId);
            statement.setObject(5, webhook);
            return read(statement).stream().findFirst();
          }
        });
  }

  private static final String SWEEP =
      """
      DELETE FROM webhook_delivery
      WHERE id IN (SELECT id FROM webhook_delivery WHERE created_at < ? LIMIT ?)
      """;

  /** Forgets messages that are older than {@link #KEPT}; how many. */
  public int sweep(Instant now) {
    return database.inTransaction(
        connection -> {
          try (PreparedStatement statement = connection.prepareStatement(SWEEP)) {
            statement.setObject(1, SqlValues.timestamp(now.minus(KEPT)));
            statement.setInt(2, SWEPT_AT_ONCE);
            return statement.executeUpdate();
          }
        });
  }

  private static List<Delivery> read(PreparedStatement statement) throws SQLException {
    List<Delivery> found = new ArrayList<>();
    try (ResultSet row = statement.executeQuery()) {
      while (row.next()) {
        found.add(delivery(row));
      }
    }
    return found;
  }

  private static Delivery delivery(ResultSet row) throws SQLException {
    Integer answered = row.getObject("response_status", Integer.class);
    return new Delivery(
        row.getLong("id"),
        new Message(row.getString("message_id"), row.getString("body")),
        row.getString("kind"),
        Delivery.Status.valueOf(row.getString("status")),
        SqlValues.instant(row, "created_at"),
        row.getInt("attempts"),
        SqlValues.optionalInstant(row, "last_attempt_at"),
        SqlValues.optionalInstant(row, "next_attempt_at"),
        answered == null ? OptionalInt.empty() : OptionalInt.of(answered),
        Optional.ofNullable(row.getString("response_text")));
  }
}
