package io.fallow.telemetry.enrolment;

import io.fallow.telemetry.registry.PasswordHash;
import io.fallow.telemetry.store.Database;
import io.fallow.telemetry.store.Parameters;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/**
 * Whether gateways may sign in, for brokers that ask. Safe for any number of threads; every call
 * asks the database and blocks. Nothing is cached: what was revoked is refused at once.
 */
public final class Logins {

  private final Database database;

  /** Asks this database. */
  public Logins(Database database) {
    this.database = database;
  }

  private record Known(UUID id, String kind, Optional<String> hash) {}

  private static final String VALID =
      """
      SELECT c.id, c.kind, c.secret_hash
      FROM gateway_credential c
      JOIN gateway g ON g.id = c.gateway_id
      JOIN organisation o ON o.id = g.organisation_id
      WHERE o.code = ? AND g.code = ? AND c.serial = ? AND g.removed_at IS NULL
        AND (c.ends_at IS NULL OR c.ends_at > ?)
      """;

  private Optional<Known> valid(Login login, Instant now) {
    return database.reading(connection -> valid(connection, login, now));
  }

  private static Optional<Known> valid(Connection connection, Login login, Instant now)
      throws SQLException {
    try (PreparedStatement select = connection.prepareStatement(VALID)) {
      new Parameters(select)
          .add(login.gateway().organisation())
          .add(login.gateway().gateway())
          .add(login.serial())
          .add(now);
      try (ResultSet row = select.executeQuery()) {
        return row.next()
            ? Optional.of(
                new Known(
                    row.getObject("id", UUID.class),
                    row.getString("kind"),
                    Optional.ofNullable(row.getString("secret_hash"))))
            : Optional.empty();
      }
    }
  }

  /**
   * Whether a valid credential has this user name and this password. Takes some 50 ms of computing
   * on purpose for a password that was not generated here.
   */
  public boolean mayConnect(String user, String password, Instant now) {
    Optional<Known> known = Login.of(user).flatMap(login -> valid(login, now));
    boolean right =
        known
            .flatMap(Known::hash)
            .map(hash -> PasswordHash.parse(hash).matches(password))
            .orElse(false);
    if (right) {
      used(known.get().id(), now);
    }
    return right;
  }

  /**
   * Whether a valid credential by certificate has this user name.
   *
   * @param commonName of a certificate that the broker has checked
   */
  public boolean mayConnectByCertificate(String user, String commonName, Instant now) {
    Optional<Known> known =
        Login.of(user)
            .filter(login -> login.user().equals(commonName))
            .flatMap(login -> valid(login, now))
            .filter(found -> found.kind().equals("certificate"));
    known.ifPresent(found -> used(found.id(), now));
    return known.isPresent();
  }

  /** Whether a credential of this user name is valid. */
  public boolean isValid(Login login, Instant now) {
    return valid(login, now).isPresent();
  }

  /** The same, within a transaction. */
  static boolean isValid(Connection connection, Login login, Instant now) throws SQLException {
    return valid(connection, login, now).isPresent();
  }

  private static final String ALL =
      """
      SELECT o.code AS organisation, g.code, c.serial, c.secret_hash
      FROM gateway_credential c
      JOIN gateway g ON g.id = c.gateway_id
      JOIN organisation o ON o.id = g.organisation_id
      WHERE (c.ends_at IS NULL OR c.ends_at > ?) AND g.removed_at IS NULL
      ORDER BY o.code, g.code, c.serial
      """;

  /** All that are valid. */
  public Map<Login, ValidLogin> valid(Instant now) {
    return database.reading(connection -> valid(connection, now));
  }

  /** The same, within a transaction. */
  static Map<Login, ValidLogin> valid(Connection connection, Instant now) throws SQLException {
    Map<Login, ValidLogin> found = new LinkedHashMap<>();
    try (PreparedStatement select = connection.prepareStatement(ALL)) {
      new Parameters(select).add(now);
      try (ResultSet row = select.executeQuery()) {
        while (row.next()) {
          Optional<PasswordHash> hash =
              Optional.ofNullable(row.getString("secret_hash")).map(PasswordHash::parse);
          Login login = Departures.login(row);
          found.put(login, new ValidLogin(login, hash));
        }
      }
    }
    return found;
  }

  private static final String USED =
      """
      UPDATE gateway_credential SET last_used_at = ?
      WHERE id = ? AND (last_used_at IS NULL OR last_used_at < ?::timestamptz - interval '1 minute')
      """;

  private void used(UUID credential, Instant now) {
    database.inTransaction(
        connection -> {
          try (PreparedStatement update = connection.prepareStatement(USED)) {
            new Parameters(update).add(now).add(credential).add(now);
            return update.executeUpdate();
          }
        });
  }
}
