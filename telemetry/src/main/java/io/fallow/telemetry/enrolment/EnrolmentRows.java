package io.fallow.telemetry.enrolment;

import io.fallow.telemetry.secret.Secret;
import io.fallow.telemetry.store.Parameters;
import io.fallow.telemetry.store.SqlValues;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalInt;

/** The rows of enrolment tokens, within one transaction. */
record EnrolmentRows(Connection connection) {

  private static final String OPEN =
      """
      INSERT INTO gateway_enrolment
        (gateway_id, organisation_id, token_hash, created_at, created_by, expires_at)
      VALUES (?, ?, ?, ?, ?, ?)
      ON CONFLICT (gateway_id) DO UPDATE
      SET token_hash = EXCLUDED.token_hash, created_at = EXCLUDED.created_at,
          created_by = EXCLUDED.created_by, expires_at = EXCLUDED.expires_at
      """;

  /** Keeps a token of a gateway in the place of the one before. */
  void open(GatewayRow gateway, EnrolmentToken token, Instant now, String by) throws SQLException {
    try (PreparedStatement insert = connection.prepareStatement(OPEN)) {
      new Parameters(insert)
          .add(gateway.id())
          .add(gateway.organisationId())
          .add(Secret.hash(token.token()), Types.BINARY)
          .add(now)
          .add(by)
          .add(token.expiresAt());
      insert.executeUpdate();
    }
  }

  // Of two at once, the second waits for the first's commit and then finds nothing.
  private static final String USE =
      "DELETE FROM gateway_enrolment WHERE token_hash = ? AND expires_at > ? RETURNING gateway_id";

  /** Uses a token up; the gateway's id, or empty for a token that is worth nothing. */
  OptionalInt use(String token, Instant now) throws SQLException {
    try (PreparedStatement delete = connection.prepareStatement(USE)) {
      new Parameters(delete).add(Secret.hash(token), Types.BINARY).add(now);
      try (ResultSet row = delete.executeQuery()) {
        return row.next() ? OptionalInt.of(row.getInt(1)) : OptionalInt.empty();
      }
    }
  }

  private static final String WITHDRAW = "DELETE FROM gateway_enrolment WHERE gateway_id = ?";

  /** Makes a gateway's token worth nothing. Whether there was one. */
  boolean withdraw(GatewayRow gateway) throws SQLException {
    try (PreparedStatement delete = connection.prepareStatement(WITHDRAW)) {
      delete.setInt(1, gateway.id());
      return delete.executeUpdate() == 1;
    }
  }

  private static final String OF =
      """
      SELECT created_at, created_by, expires_at FROM gateway_enrolment
      WHERE gateway_id = ? AND expires_at > ?
      """;

  Optional<OpenEnrolment> of(GatewayRow gateway, Instant now) throws SQLException {
    try (PreparedStatement select = connection.prepareStatement(OF)) {
      new Parameters(select).add(gateway.id()).add(now);
      try (ResultSet row = select.executeQuery()) {
        return row.next()
            ? Optional.of(
                new OpenEnrolment(
                    SqlValues.instant(row, "created_at"),
                    row.getString("created_by"),
                    SqlValues.instant(row, "expires_at")))
            : Optional.empty();
      }
    }
  }
}
