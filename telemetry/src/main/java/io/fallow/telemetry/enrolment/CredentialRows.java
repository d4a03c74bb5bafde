package io.fallow.telemetry.enrolment;

import io.fallow.gateway.wire.GatewayAddress;
import io.fallow.telemetry.enrolment.Credential.Kind;
import io.fallow.telemetry.store.Parameters;
import io.fallow.telemetry.store.SqlValues;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/** The rows of credentials, within one transaction. */
record CredentialRows(Connection connection) {

  private static final String ALL =
      """
      SELECT id, serial, kind, created_at, created_by, ends_at, last_used_at
      FROM gateway_credential WHERE gateway_id = ?
      ORDER BY serial DESC LIMIT 100
      """;

  /** The newest hundred of a gateway, newest first. */
  List<Credential> all(GatewayRow gateway) throws SQLException {
    try (PreparedStatement select = connection.prepareStatement(ALL)) {
      select.setInt(1, gateway.id());
      List<Credential> found = new ArrayList<>();
      try (ResultSet row = select.executeQuery()) {
        while (row.next()) {
          found.add(credential(row, gateway.address()));
        }
      }
      return found;
    }
  }

  private static Credential credential(ResultSet row, GatewayAddress gateway) throws SQLException {
    return new Credential(
        row.getObject("id", UUID.class),
        new Login(gateway, row.getInt("serial")),
        Kind.valueOf(row.getString("kind").toUpperCase(Locale.ROOT)),
        SqlValues.instant(row, "created_at"),
        row.getString("created_by"),
        SqlValues.optionalInstant(row, "ends_at"),
        SqlValues.optionalInstant(row, "last_used_at"));
  }

  // The newest of those that are valid has some time left; those before it have had theirs.
  private static final String OVERLAP =
      """
      WITH valid AS (
        SELECT id, row_number() OVER (ORDER BY serial DESC) AS age FROM gateway_credential
        WHERE gateway_id = ? AND (ends_at IS NULL OR ends_at > ?))
      UPDATE gateway_credential c
      SET ends_at = least(c.ends_at, CASE WHEN age = 1 THEN ?::timestamptz ELSE ? END)
      FROM valid WHERE c.id = valid.id
      """;

  /** Lets what is valid end, so that a newer one takes over. */
  void overlap(GatewayRow gateway, Instant now, Duration overlap) throws SQLException {
    try (PreparedStatement update = connection.prepareStatement(OVERLAP)) {
      new Parameters(update).add(gateway.id()).add(now).add(now.plus(overlap)).add(now);
      update.executeUpdate();
    }
  }

  private static final String ADD =
      """
      INSERT INTO gateway_credential
        (id, organisation_id, gateway_id, serial, kind, secret_hash, created_at, created_by)
      SELECT ?, ?, ?, 1 + coalesce(max(serial), 0), ?, ?, ?, ?
      FROM gateway_credential WHERE gateway_id = ?
      RETURNING id, serial, kind, created_at, created_by, ends_at, last_used_at
      """;

  /** Adds one, with the next serial; the gateway's row must be locked. */
  Credential add(GatewayRow gateway, Kind kind, String hash, Instant now, String by)
      throws SQLException {
    try (PreparedStatement insert = connection.prepareStatement(ADD)) {
      new Parameters(insert)
          .add(UUID.randomUUID())
          .add(gateway.organisationId())
          .add(gateway.id())
          .add(kind.name().toLowerCase(Locale.ROOT))
          .add(hash)
          .add(now)
          .add(by)
          .add(gateway.id());
      try (ResultSet row = insert.executeQuery()) {
        row.next();
        return credential(row, gateway.address());
      }
    }
  }

  private static final String END =
      """
      UPDATE gateway_credential SET ends_at = ?
      WHERE gateway_id = ? AND (?::uuid IS NULL OR id = ?) AND (ends_at IS NULL OR ends_at > ?)
      RETURNING serial
      """;

  /** Ends what is valid of a gateway, or that one alone. */
  Set<Login> end(GatewayRow gateway, Optional<UUID> one, Instant now) throws SQLException {
    try (PreparedStatement update = connection.prepareStatement(END)) {
      new Parameters(update)
          .add(now)
          .add(gateway.id())
          .add(one.orElse(null))
          .add(one.orElse(null))
          .add(now);
      Set<Login> ended = new HashSet<>();
      try (ResultSet row = update.executeQuery()) {
        while (row.next()) {
          ended.add(new Login(gateway.address(), row.getInt(1)));
        }
      }
      return ended;
    }
  }
}
