package io.fallow.scheduler.booking;

import io.fallow.scheduler.sharing.Viewer;
import io.fallow.telemetry.store.Parameters;
import io.fallow.telemetry.store.SqlValues;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Optional;

/**
 * The keys under which somebody asks for things to be made once, in the transaction that makes
 * them. Each person has keys of their own. Blocks; for one thread and one transaction.
 */
public final class IdempotencyKeys {

  /** How long a key is kept. */
  public static final Duration KEPT = Duration.ofDays(2);

  private final Connection connection;
  private final Viewer viewer;
  private final Instant now;

  /** Keys of this person. */
  public IdempotencyKeys(Connection connection, Viewer viewer, Instant now) {
    this.connection = connection;
    this.viewer = viewer;
    this.now = now;
  }

  /**
   * What is known of a key.
   *
   * @param isForeign whether it belongs to another request
   * @param answer of the same request before; empty for a new key
   */
  public record Claimed(boolean isForeign, Optional<String> answer) {}

  // Waits for a transaction that is just claiming the same key. A key that is too old to be kept is
  // as good as new.
  private static final String CLAIM =
      """
      INSERT INTO idempotency_key AS k (organisation_id, person, key, fingerprint, created_at)
      VALUES (?, ?, ?, ?, ?)
      ON CONFLICT (organisation_id, person, key) DO UPDATE SET
        answer = CASE WHEN k.created_at > ? THEN k.answer END,
        fingerprint = CASE WHEN k.created_at > ? THEN k.fingerprint ELSE excluded.fingerprint END,
        created_at = CASE WHEN k.created_at > ? THEN k.created_at ELSE excluded.created_at END
      RETURNING fingerprint, answer
      """;

  /** Claims a key for a request until the transaction ends; rolled back, it is free again. */
  public Claimed claim(String key, byte[] fingerprint) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(CLAIM)) {
      statement.setInt(1, viewer.organisationId());
      statement.setString(2, viewer.person());
      statement.setString(3, key);
      statement.setBytes(4, fingerprint);
      statement.setObject(5, SqlValues.timestamp(now));
      for (int i = 6; i <= 8; i++) {
        statement.setObject(i, SqlValues.timestamp(now.minus(KEPT)));
      }
      try (ResultSet row = statement.executeQuery()) {
        row.next();
        return claimed(row, fingerprint);
      }
    }
  }

  private static final String FIND =
      """
      SELECT fingerprint, answer FROM idempotency_key
      WHERE organisation_id = ? AND person = ? AND key = ? AND created_at > ?
      """;

  /** What is known of a key, without claiming it; empty for one that nobody has used. */
  public Optional<Claimed> find(String key, byte[] fingerprint) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(FIND)) {
      new Parameters(statement)
          .add(viewer.organisationId())
          .add(viewer.person())
          .add(key)
          .add(now.minus(KEPT));
      try (ResultSet row = statement.executeQuery()) {
        return row.next() ? Optional.of(claimed(row, fingerprint)) : Optional.empty();
      }
    }
  }

  private static Claimed claimed(ResultSet row, byte[] fingerprint) throws SQLException {
    boolean foreign = !Arrays.equals(row.getBytes("fingerprint"), fingerprint);
    return new Claimed(foreign, Optional.ofNullable(row.getString("answer")));
  }

  private static final String KEEP =
      """
      UPDATE idempotency_key SET answer = ?
      WHERE organisation_id = ? AND person = ? AND key = ?
      """;

  /** Keeps the answer for whoever asks with this key again. */
  public void keep(String key, String answer) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(KEEP)) {
      statement.setString(1, answer);
      statement.setInt(2, viewer.organisationId());
      statement.setString(3, viewer.person());
      statement.setString(4, key);
      statement.executeUpdate();
    }
  }

  private static final String SWEEP = "DELETE FROM idempotency_key WHERE created_at <= ?";

  /** Forgets the keys of everybody that are too old to be kept; returns how many. */
  static int sweep(Connection connection, Instant now) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(SWEEP)) {
      statement.setObject(1, SqlValues.timestamp(now.minus(KEPT)));
      return statement.executeUpdate();
    }
  }
}
