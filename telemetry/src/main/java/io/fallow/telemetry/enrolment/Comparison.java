package io.fallow.telemetry.enrolment;

import io.fallow.telemetry.store.Database;
import java.sql.Statement;
import java.time.Instant;
import java.util.HashSet;
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
  private final Logins logins;
  private final Gate gate;
  private volatile Result told = Result.NONE;

  /** Between a database and a gate. */
  public Comparison(Database database, Gate gate) {
    this.database = database;
    this.logins = new Logins(database);
    this.gate = gate;
  }

  /** Compares and puts right, unless the broker is away: then it is tried again another time. */
  public void look(Instant now) {
    try {
      run(now);
    } catch (GateClosedException away) {
      LOG.debug("A broker's list is not looked at: {}", away.getMessage());
    }
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
    Map<Login, ValidLogin> valid = logins.valid(now);
    Set<Login> strangers = new HashSet<>(listed.get());
    strangers.removeAll(valid.keySet());
    Set<Login> missing = new HashSet<>(valid.keySet());
    missing.removeAll(listed.get());
    Set<Login> shutOut = strangers.isEmpty() ? Set.of() : shutOut(strangers, now);
    Set<Login> admitted = new HashSet<>(missing);
    admitted.removeIf(login -> valid.get(login).password().isPresent());
    admitted.forEach(login -> gate.admit(login, Optional.empty()));
    missing.removeAll(admitted);
    Result found = new Result(shutOut, admitted, missing);
    if (!found.equals(told) && !found.equals(Result.NONE)) {
      LOG.warn("A broker's list: shut out {}, let in {}, lacks {}", shutOut, admitted, missing);
    }
    told = found;
    return found;
  }

  /** Looks again when nobody is being let in. */
  private Set<Login> shutOut(Set<Login> suspects, Instant now) {
    return database.inTransaction(
        connection -> {
          try (Statement lock = connection.createStatement()) {
            lock.execute("SELECT pg_advisory_xact_lock(" + TURN + ")");
          }
          Set<Login> strangers = new HashSet<>(suspects);
          strangers.removeAll(Logins.valid(connection, now).keySet());
          if (!strangers.isEmpty()) {
            gate.dismiss(strangers);
          }
          return strangers;
        });
  }
}
