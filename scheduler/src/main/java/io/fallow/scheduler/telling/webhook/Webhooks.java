package io.fallow.scheduler.telling.webhook;

import io.fallow.scheduler.telling.webhook.Webhook.Change;
import io.fallow.scheduler.telling.webhook.Webhook.WithSecret;
import io.fallow.telemetry.store.Database;
import io.fallow.telemetry.store.SqlValues;
import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/**
 * The webhooks of organisations. Nobody sees or changes another's. Blocks; safe for any number of
 * threads; failures are {@link io.fallow.telemetry.store.StoreException}s.
 */
public final class Webhooks {

  /** How many an organisation may have. */
  public static final int MOST = 20;

  /** How long an old secret still signs beside the new one. */
  public static final Duration OVERLAP = Duration.ofHours(24);

  private final Database database;
  private final SecretBox box;

  /** Keeps secrets as they are. */
  public Webhooks(Database database) {
    this(database, SecretBox.NONE);
  }

  /**
   * Webhooks.
   *
   * @param box seals their secrets
   */
  public Webhooks(Database database, SecretBox box) {
    this.database = database;
    this.box = box;
  }

  /** All of an organisation, oldest first. */
  public List<Webhook> all(int organisationId) {
    return database.inTransaction(c -> new WebhookRows(c, organisationId).all());
  }

  /** One of an organisation. */
  public Optional<Webhook> find(int organisationId, UUID id) {
    return all(organisationId).stream().filter(each -> each.id().equals(id)).findFirst();
  }

  private static final String CREATE =
      """
      INSERT INTO webhook (id, organisation_id, url, kinds, description, secret, created_at,
                           created_by)
      SELECT ?, o.id, ?, ?, ?, ?, ?, ? FROM organisation o
      WHERE o.id = ? AND (SELECT count(*) FROM webhook WHERE organisation_id = o.id) < ?
      """;

  /** A new one of an organisation; empty when it has as many as it may. */
  public Optional<WithSecret> create(
      int organisationId,
      String person,
      Destination destination,
      Set<String> kinds,
      String description,
      Instant now) {
    UUID id = UUID.randomUUID();
    Secret secret = Secret.random();
    return database.inTransaction(
        connection -> {
          try (PreparedStatement statement = connection.prepareStatement(CREATE)) {
            statement.setObject(1, id);
            statement.setString(2, destination.uri().toString());
            statement.setArray(3, texts(connection, kinds));
            statement.setString(4, description);
            statement.setString(5, box.sealed(id, secret));
            statement.setObject(6, SqlValues.timestamp(now));
            statement.setString(7, person);
            statement.setInt(8, organisationId);
            statement.setInt(9, MOST);
            statement.executeUpdate();
          }
          return new WebhookRows(connection, organisationId)
              .locked(id)
              .map(webhook -> new WithSecret(webhook, secret));
        });
  }

  private static Array texts(Connection connection, Set<String> texts) throws SQLException {
    return connection.createArrayOf("text", texts.toArray());
  }

  private static final String CHANGE =
      """
      UPDATE webhook SET url = ?, kinds = ?, description = ?, disabled_at = ?, disabled_reason = ?
      WHERE id = ?
      """;

  private static final String START_AGAIN =
      "UPDATE webhook SET failing_since = NULL, failures = 0, rests_until = NULL WHERE id = ?";

  /**
   * Changes one. What waited for it when it was disabled goes out when it is enabled.
   *
   * @return how it is now; empty if there is none
   */
  public Optional<Webhook> change(int organisationId, UUID id, Change change, Instant now) {
    return database.inTransaction(
        connection -> {
          WebhookRows rows = new WebhookRows(connection, organisationId);
          Optional<Webhook> before = rows.locked(id);
          if (before.isEmpty()) {
            return before;
          }
          write(connection, before.get(), change, now);
          if (change.destination().isPresent() || change.enabled().orElse(false)) {
            run(connection, START_AGAIN, id);
          }
          return rows.locked(id);
        });
  }

  private static void write(Connection connection, Webhook before, Change change, Instant now)
      throws SQLException {
    boolean enabled = change.enabled().orElse(before.disabled().isEmpty());
    Webhook.Disabled disabled =
        before.disabled().orElse(new Webhook.Disabled(now, "it was switched off"));
    OffsetDateTime since = enabled ? null : SqlValues.timestamp(disabled.at());
    try (PreparedStatement statement = connection.prepareStatement(CHANGE)) {
      statement.setString(
          1, change.destination().map(to -> to.uri().toString()).orElse(before.url()));
      statement.setArray(2, texts(connection, change.kinds().orElse(before.kinds())));
      statement.setString(3, change.description().orElse(before.description()));
      statement.setObject(4, since, Types.TIMESTAMP_WITH_TIMEZONE);
      statement.setString(5, enabled ? null : disabled.reason());
      statement.setObject(6, before.id());
      statement.executeUpdate();
    }
  }

  private static final String DELETE = "DELETE FROM webhook WHERE id = ?";

  /** Deletes one, with all that waits for it; whether there was one. */
  public boolean delete(int organisationId, UUID id) {
    return database.inTransaction(
        connection -> {
          boolean found = new WebhookRows(connection, organisationId).locked(id).isPresent();
          return found && run(connection, DELETE, id) == 1;
        });
  }

  private static int run(Connection connection, String sql, UUID id) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      statement.setObject(1, id);
      return statement.executeUpdate();
    }
  }

  private static final String ROTATE =
      """
      UPDATE webhook SET old_secret = secret, old_secret_until = ?, secret = ?
      WHERE id = ? AND organisation_id = ?
      """;

  /** Gives one a new secret; the one before signs too for {@link #OVERLAP}. */
  public Optional<WithSecret> rotate(int organisationId, UUID id, Instant now) {
    Secret secret = Secret.random();
    return database.inTransaction(
        connection -> {
          try (PreparedStatement statement = connection.prepareStatement(ROTATE)) {
            statement.setObject(1, SqlValues.timestamp(now.plus(OVERLAP)));
            statement.setString(2, box.sealed(id, secret));
            statement.setObject(3, id);
            statement.setInt(4, organisationId);
            statement.executeUpdate();
          }
          return new WebhookRows(connection, organisationId)
              .locked(id)
              .map(webhook -> new WithSecret(webhook, secret));
        });
  }

  private static final String STORED = "SELECT id, secret, old_secret FROM webhook FOR UPDATE";

  private static final String SEAL = "UPDATE webhook SET secret = ?, old_secret = ? WHERE id = ?";

  /**
   * Seals all secrets by the box's first key, those too that were kept as they were. To be called
   * at each start; does nothing without a key.
   *
   * @throws IllegalStateException if a secret was sealed by a key that the box doesn't have
   */
  public void seal() {
    if (box == SecretBox.NONE) {
      return;
    }
    database.inTransaction(
        connection -> {
          try (PreparedStatement stored = connection.prepareStatement(STORED);
              PreparedStatement seal = connection.prepareStatement(SEAL);
              ResultSet row = stored.executeQuery()) {
            while (row.next()) {
              UUID id = row.getObject("id", UUID.class);
              seal.setString(1, sealed(id, row.getString("secret")));
              seal.setString(2, sealed(id, row.getString("old_secret")));
              seal.setObject(3, id);
              seal.addBatch();
            }
            return seal.executeBatch().length;
          }
        });
  }

  private String sealed(UUID id, String stored) {
    return stored == null ? null : box.sealed(id, box.opened(id, stored));
  }
}
