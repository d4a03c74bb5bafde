package io.fallow.telemetry.enrolment;

import io.fallow.gateway.wire.GatewayAddress;
import io.fallow.telemetry.store.Database;
import io.fallow.telemetry.store.Parameters;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.HashSet;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells brokers whose credentials have ended, until they have heard: at once when one is revoked,
 * and again and again, by any number of processes, what was missed or has run out.
 */
public final class Departures {

  private static final Logger LOG = LoggerFactory.getLogger(Departures.class);

  private final Database database;
  private final Gate gate;

  Departures(Database database, Gate gate) {
    this.database = database;
    this.gate = gate;
  }

  private static final String DUE =
      """
      SELECT o.code AS organisation, g.code, c.serial
      FROM gateway_credential c
      JOIN gateway g ON g.id = c.gateway_id
      JOIN organisation o ON o.id = g.organisation_id
      WHERE c.ends_at <= ? AND c.dismissed_at IS NULL
      LIMIT 500
      """;

  /** Tells what is due; false if a broker did not answer. */
  public boolean look(Instant now) {
    Set<Login> due =
        database.reading(
            connection -> {
              Set<Login> found = new HashSet<>();
              try (PreparedStatement select = connection.prepareStatement(DUE)) {
                new Parameters(select).add(now);
                try (ResultSet row = select.executeQuery()) {
                  while (row.next()) {
                    found.add(login(row));
                  }
                }
              }
              return found;
            });
    return tell(due, now);
  }

  static Login login(ResultSet row) throws SQLException {
    return new Login(
        new GatewayAddress(row.getString("organisation"), row.getString("code")),
        row.getInt("serial"));
  }

  private static final String TOLD =
      """
      UPDATE gateway_credential c SET dismissed_at = ?
      FROM gateway g JOIN organisation o ON o.id = g.organisation_id
      WHERE g.id = c.gateway_id AND o.code = ? AND g.code = ? AND c.serial = ?
        AND c.ends_at <= ?
      """;

  /** Tells brokers that these have ended, and notes it; false if a broker did not answer. */
  boolean tell(Set<Login> ended, Instant now) {
    if (ended.isEmpty()) {
      return true;
    }
    try {
      gate.dismiss(ended);
    } catch (GateClosedException away) {
      LOG.warn("{} have ended, and a broker is yet to be told: {}", ended, away.getMessage());
      return false;
    }
    database.inTransaction(
        connection -> {
          try (PreparedStatement update = connection.prepareStatement(TOLD)) {
            for (Login each : ended) {
              new Parameters(update)
                  .add(now)
                  .add(each.gateway().organisation())
                  .add(each.gateway().gateway())
                  .add(each.serial())
                  .add(now);
              update.addBatch();
            }
            return update.executeBatch();
          }
        });
    return true;
  }
}
