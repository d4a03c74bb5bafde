package io.fallow.scheduler.telling.webhook;

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
import java.util.UUID;

/**
 * What is to be sent, for any number of processes that send. Whoever sends claims the webhook, so
 * that its messages go out one at a time, the earliest that is due first; a message that failed
 * steps aside until its next time. A process that dies loses its claim after a minute, and another
 * sends the same message under the same id: a message arrives at least once. Blocks; safe for any
 * number of threads; failures are {@link io.fallow.telemetry.store.StoreException}s.
 */
public final class Outbox {

  /** How long a claim lasts; much longer than an attempt may take. */
  public static final Duration CLAIMED = Duration.ofSeconds(60);

  private final Database database;
  private final SecretBox box;

  /** An outbox of webhooks whose secrets are kept as they are. */
  public Outbox(Database database) {
    this(database, SecretBox.NONE);
  }

  /**
   * An outbox.
   *
   * @param box opens the webhooks' secrets
   */
  public Outbox(Database database, SecretBox box) {
    this.database = database;
    this.box = box;
  }

  private static final String CLAIM =
      """
      WITH due AS (
        SELECT w.id FROM webhook w
        WHERE w.disabled_at IS NULL
          AND (w.claimed_until IS NULL OR w.claimed_until <= ?)
          AND (w.rests_until IS NULL OR w.rests_until <= ?)
          AND EXISTS (SELECT FROM webhook_delivery d
                      WHERE d.webhook_id = w.id AND d.status = 'PENDING' AND d.next_attempt_at <= ?)
        ORDER BY random() LIMIT ?
        FOR UPDATE SKIP LOCKED),
      claimed AS (
        UPDATE webhook w SET claim = gen_random_uuid(), claimed_until = ?
        FROM due WHERE w.id = due.id
        RETURNING w.*)
      SELECT w.id AS webhook, w.claim, w.url, w.secret,
             CASE WHEN w.old_secret_until > ? THEN w.old_secret END AS old_secret,
             d.id AS delivery, d.message_id, d.body, d.attempts
      FROM claimed w
      CROSS JOIN LATERAL (
        SELECT * FROM webhook_delivery d
        WHERE d.webhook_id = w.id AND d.status = 'PENDING' AND d.next_attempt_at <= ?
        ORDER BY d.id LIMIT 1) d
      """;

  /**
   * Makes messages of what has happened, and claims some that are due, each of another webhook.
   * Each must be handed back by {@link #finish}.
   *
   * @throws IllegalStateException if a secret doesn't open, and nothing is claimed
   */
  public List<Outgoing> claim(int most, Instant now) {
    boolean more = true;
    while (more) {
      more = database.inTransaction(Spread::some);
    }
    return database.inTransaction(
        connection -> {
          try (PreparedStatement statement = connection.prepareStatement(CLAIM)) {
            for (int index : List.of(1, 2, 3, 6, 7)) {
              statement.setObject(index, SqlValues.timestamp(now));
            }
            statement.setInt(4, most);
            statement.setObject(5, SqlValues.timestamp(now.plus(CLAIMED)));
            return read(statement);
          }
        });
  }

  private List<Outgoing> read(PreparedStatement statement) throws SQLException {
    List<Outgoing> claimed = new ArrayList<>();
    try (ResultSet row = statement.executeQuery()) {
      while (row.next()) {
        claimed.add(outgoing(row));
      }
    }
    return claimed;
  }

  private Outgoing outgoing(ResultSet row) throws SQLException {
    UUID webhook = row.getObject("webhook", UUID.class);
    List<Secret> secrets = new ArrayList<>(List.of(box.opened(webhook, row.getString("secret"))));
    if (row.getString("old_secret") != null) {
      secrets.add(box.opened(webhook, row.getString("old_secret")));
    }
    return new Outgoing(
        webhook,
        row.getObject("claim", UUID.class),
        row.getString("url"),
        List.copyOf(secrets),
        row.getLong("delivery"),
        new Message(row.getString("message_id"), row.getString("body")),
        row.getInt("attempts"));
  }

  /** Writes down what came of sending a message, and ends the claim. */
  public void finish(Outgoing sent, Attempt attempt, Instant now) {
    database.inTransaction(
        connection -> {
          finish(connection, sent, attempt, now);
          return attempt;
        });
  }

  private static void finish(Connection connection, Outgoing sent, Attempt attempt, Instant now)
      throws SQLException {
    Outcome outcome = new Outcome(connection, sent, attempt, now);
    if (attempt.succeeded()) {
      outcome.delivered();
    } else {
      outcome.failed();
    }
  }
}
