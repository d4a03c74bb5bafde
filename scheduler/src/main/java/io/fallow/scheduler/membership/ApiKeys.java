package io.fallow.scheduler.membership;

import io.fallow.telemetry.secret.Secret;
import io.fallow.telemetry.store.Database;
import io.fallow.telemetry.store.Parameters;
import io.fallow.telemetry.store.SqlValues;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * Keeps the keys of programs. Blocks; safe for any number of threads; failures are {@link
 * io.fallow.telemetry.store.StoreException}s.
 */
public final class ApiKeys {

  /** How old the last use on record may be before another is noted. */
  public static final Duration USE_IS_NOTED_EVERY = Duration.ofMinutes(5);

  /** Of one organisation that are good. */
  public static final int MOST = 100;

  private final Database database;

  public ApiKeys(Database database) {
    this.database = database;
  }

  /** A key that was made just now, with what its program shows; this once. */
  public record Made(ApiKey key, String secret) {

    @Override
    public String toString() {
      return "Made[" + key + "]";
    }
  }

  /**
   * What a new key is to be.
   *
   * @param organisationId whose
   */
  public record Wish(int organisationId, String name, List<String> scopes, Instant expiresAt) {

    /** Takes a copy. */
    public Wish {
      scopes = List.copyOf(scopes);
    }
  }

  private static final String COLUMNS =
      """
      k.id, k.organisation_id, o.code, k.name, k.scopes, k.created_at, k.created_by, k.expires_at,
      k.last_used_at, k.revoked_at
      """;

  private static final String INSERT =
      """
      WITH k AS (
        INSERT INTO api_key (id, organisation_id, name, hash, scopes, created_at, created_by, expires_at)
        SELECT ?, ?, ?, ?, ?, ?, ?, ?
        WHERE (SELECT count(*) FROM api_key
               WHERE organisation_id = ? AND revoked_at IS NULL AND expires_at > ?) < ?
        RETURNING *)
      SELECT\s"""
          + COLUMNS
          + "FROM k JOIN organisation o ON o.id = k.organisation_id";

  /** Makes a key; empty if the organisation has {@link #MOST} that are good. */
  public Optional<Made> make(Wish wish, String by, Instant now) {
    String secret = KeySecret.fresh();
    return database.inTransaction(
        connection -> {
          try (PreparedStatement insert = connection.prepareStatement(INSERT)) {
            Parameters values = new Parameters(insert).add(UUID.randomUUID());
            values.add(wish.organisationId()).add(wish.name());
            values.add(Secret.hash(secret), java.sql.Types.BINARY);
            values.addTexts(wish.scopes()).add(now).add(by).add(wish.expiresAt());
            values.add(wish.organisationId()).add(now).add(MOST);
            return keys(insert).stream().findFirst().map(key -> new Made(key, secret));
          }
        });
  }

  private static final String LIST =
      "SELECT "
          + COLUMNS
          + """
          FROM api_key k JOIN organisation o ON o.id = k.organisation_id
          WHERE k.organisation_id = ? AND k.expires_at > ?::timestamptz - interval '90 days'
          ORDER BY k.created_at, k.id
          """;

  /** An organisation's keys, the oldest first, without those that expired 90 days ago. */
  public List<ApiKey> of(int organisationId, Instant now) {
    return database.reading(
        connection -> {
          try (PreparedStatement query = connection.prepareStatement(LIST)) {
            new Parameters(query).add(organisationId).add(now);
            return keys(query);
          }
        });
  }

  private static final String REVOKE =
      """
      UPDATE api_key SET revoked_at = coalesce(revoked_at, ?)
      WHERE organisation_id = ? AND id = ?
      """;

  /** Ends a key of an organisation; twice does no harm. Whether there is such a one. */
  public boolean revoke(int organisationId, UUID id, Instant now) {
    return database.inTransaction(
        connection -> {
          try (PreparedStatement update = connection.prepareStatement(REVOKE)) {
            new Parameters(update).add(now).add(organisationId).add(id);
            return update.executeUpdate() == 1;
          }
        });
  }

  private static final String BY_HASH =
      "SELECT "
          + COLUMNS
          + "FROM api_key k JOIN organisation o ON o.id = k.organisation_id WHERE k.hash = ?";

  /** The key of a secret, whoever asks; its use is noted if the last one was long ago. */
  public Optional<ApiKey> used(String secret, Instant now) {
    return database.asPlatform(() -> find(secret)).map(key -> noted(key, now));
  }

  private Optional<ApiKey> find(String secret) {
    return database.reading(
        connection -> {
          try (PreparedStatement query = connection.prepareStatement(BY_HASH)) {
            query.setBytes(1, Secret.hash(secret));
            return keys(query).stream().findFirst();
          }
        });
  }

  private static final String NOTE = "UPDATE api_key SET last_used_at = ? WHERE id = ?";

  private ApiKey noted(ApiKey key, Instant now) {
    boolean isRecent =
        key.lastUsedAt().filter(at -> at.plus(USE_IS_NOTED_EVERY).isAfter(now)).isPresent();
    if (!isRecent && key.isGood(now)) {
      database.asPlatform(
          () ->
              database.inTransaction(
                  connection -> {
                    try (PreparedStatement update = connection.prepareStatement(NOTE)) {
                      new Parameters(update).add(now).add(key.id());
                      return update.executeUpdate();
                    }
                  }));
    }
    return key;
  }

  private static List<ApiKey> keys(PreparedStatement query) throws SQLException {
    List<ApiKey> keys = new ArrayList<>();
    try (ResultSet row = query.executeQuery()) {
      while (row.next()) {
        keys.add(key(row));
      }
    }
    return keys;
  }

  private static ApiKey key(ResultSet row) throws SQLException {
    return new ApiKey(
        row.getObject("id", UUID.class),
        row.getInt("organisation_id"),
        row.getString("code"),
        row.getString("name"),
        Arrays.asList((String[]) row.getArray("scopes").getArray()),
        SqlValues.instant(row, "created_at"),
        row.getString("created_by"),
        SqlValues.instant(row, "expires_at"),
        SqlValues.optionalInstant(row, "last_used_at"),
        SqlValues.optionalInstant(row, "revoked_at"));
  }
}
