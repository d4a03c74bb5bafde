package io.fallow.telemetry.enrolment;

import io.fallow.telemetry.enrolment.Credential.Kind;
import io.fallow.telemetry.store.Database;
import io.fallow.telemetry.store.Parameters;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Holds the list of a broker that has its own against the database, which is right: strangers are
 * shut out, logins by certificate that are missing are let in. A missing one with a password can't
 * be, as nobody knows it any more: it is told of, and its gateway needs another credential, or the
 * broker its list from a backup.
 */
public final class Comparison {

  /** Lock of those who let in (shared), and of those who look for strangers (alone). */
  static final int TURN = 1_126_014;

  private static final Logger LOG = LoggerFactory.getLogger(Comparison.class);

  /**
   * What was found.
   *
   * @param strangers that were shut out
   * @param admitted that were let in again
   * @param missing that the broker refuses although they are valid
   */
  public record Result(Set<Login> strangers, Set<Login> admitted, Set<Login> missing) {

    static final Result NONE = new Result(Set.of(), Set.of(), Set.of());
  }

  private final Database database;
  private final Gate gate;

  /** Between a database and a gate. */
  public Comparison(Database database, Gate gate) {
    this.database = database;
    this.gate = gate;
  }

  /**
   * Compares and puts right.
   *
   * @throws GateClosedException when the broker does not answer
   */
  public Result run(Instant now) {
    Optional<Set<Login>> listed = gate.listed();
    if (listed.isEmpty()) {
      return Result.NONE;
    }
    Map<Login, Kind> valid = database.reading(connection -> valid(connection, now));
    Set<Login> strangers = new HashSet<>(listed.get());
    strangers.removeAll(valid.keySet());
    Set<Login> missing = new HashSet<>(valid.keySet());
    missing.removeAll(listed.get());
    Set<Login> shutOut = strangers.isEmpty() ? Set.of() : shutOut(strangers, now);
    Set<Login> admitted = new HashSet<>(missing);
    admitted.removeIf(login -> valid.get(login) != Kind.CERTIFICATE);
    admitted.forEach(login -> gate.admit(login, Optional.empty()));
    missing.removeAll(admitted);
    if (!shutOut.isEmpty() || !admitted.isEmpty() || !missing.isEmpty()) {
      LOG.warn("A broker's list: shut out {}, let in {}, lacks {}", shutOut, admitted, missing);
    }
    return new Result(shutOut, admitted, missing);
  }

  /** Looks again when nobody is being let in. */
  private Set<Login> shutOut(Set<Login> suspects, Instant now) {
    return database.inTransaction(
        connection -> {
          try (Statement lock = connection.createStatement()) {
            lock.execute("SELECT pg_advisory_xact_lock(" + TURN + ")");
          }
          Set<Login> strangers = new HashSet<>(suspects);
          strangers.removeAll(valid(connection, now).keySet());
          if (!strangers.isEmpty()) {
            gate.dismiss(strangers);
          }
          return strangers;
        });
  }

  private static final String VALID =
      """
      SELECT o.code AS organisation, g.code, c.serial, c.kind
      FROM gateway_credential c
      JOIN gateway g ON g.id = c.gateway_id
      JOIN organisation o ON o.id = g.organisation_id
      WHERE (c.ends_at IS NULL OR c.ends_at > ?) AND g.removed_at IS NULL
      """;

  private static Map<Login, Kind> valid(Connection connection, Instant now) throws SQLException {
    Map<Login, Kind> found = new HashMap<>();
    try (PreparedStatement select = connection.prepareStatement(VALID)) {
      new Parameters(select).add(now);
      try (ResultSet row = select.executeQuery()) {
        while (row.next()) {
          found.put(
              Departures.login(row), Kind.valueOf(row.getString("kind").toUpperCase(Locale.ROOT)));
        }
      }
    }
    return found;
  }
}
