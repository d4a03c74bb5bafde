package io.fallow.sim.trial;

import io.fallow.gateway.wire.GatewayAddress;
import io.fallow.telemetry.store.Database;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;

/** Compares what a gateway published with what is in the database, by message and by reading. */
final class Inspection {

  private final Database database;

  Inspection(Database database) {
    this.database = database;
  }

  /**
   * What is stored of a gateway's messages.
   *
   * @param messages that were published: the sequences from 1 to this one
   * @param each readings in a message
   */
  Verdict of(GatewayAddress gateway, long epoch, long messages, int each, long sentAgain) {
    return database.inTransaction(
        connection -> {
          long[] ledger = ledger(connection, gateway, epoch, messages);
          long[] stored = stored(connection, gateway, messages * each);
          return new Verdict(
              messages,
              messages - ledger[1],
              ledger[0] - ledger[1],
              messages * each,
              messages * each - stored[1],
              stored[0] - stored[1],
              sentAgain);
        });
  }

  private static final String LEDGER =
      """
      SELECT count(*), count(DISTINCT sequence)
      FROM message_ledger l JOIN gateway w ON w.id = l.gateway_id
      JOIN organisation o ON o.id = w.organisation_id
      WHERE o.code = ? AND w.code = ? AND NOT by_hash AND epoch = ? AND sequence BETWEEN 1 AND ?
      """;

  private static long[] ledger(Connection connection, GatewayAddress gateway, long epoch, long last)
      throws SQLException {
    try (PreparedStatement select = connection.prepareStatement(LEDGER)) {
      select.setString(1, gateway.organisation());
      select.setString(2, gateway.gateway());
      select.setLong(3, epoch);
      select.setLong(4, last);
      return two(select);
    }
  }

  /** The counter is the reading's own number; the assets of a gateway are called as it is. */
  private static final String STORED =
      """
      SELECT count(*), count(DISTINCT counter)
      FROM reading WHERE counter >= 0 AND counter < ? AND asset_id IN (
          SELECT a.id FROM asset a JOIN organisation o ON o.id = a.organisation_id
          WHERE o.code = ? AND a.code LIKE ? || '-%')
      """;

  private static long[] stored(Connection connection, GatewayAddress gateway, long readings)
      throws SQLException {
    try (PreparedStatement select = connection.prepareStatement(STORED)) {
      select.setLong(1, readings);
      select.setString(2, gateway.organisation());
      select.setString(3, gateway.gateway());
      return two(select);
    }
  }

  private static long[] two(PreparedStatement select) throws SQLException {
    try (ResultSet row = select.executeQuery()) {
      row.next();
      return new long[] {row.getLong(1), row.getLong(2)};
    }
  }
}
