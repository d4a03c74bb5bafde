package io.fallow.telemetry.sparkplug;

import io.fallow.gateway.wire.GatewayAddress;
import io.fallow.telemetry.store.Database;
import io.fallow.telemetry.store.SqlValues;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/** Keeps the sessions that live, so that the next host knows whom to ask. */
final class SessionStore {

  /** Where a session was heard last longer ago, its last reading need not be looked for. */
  private static final int LOOK_BACK_HOURS = 24;

  private final Database database;

  SessionStore(Database database) {
    this.database = database;
  }

  private static final String SESSIONS =
      """
      SELECT o.code AS organisation, g.code AS gateway, s.number, s.last_heard, s.assets
      FROM sparkplug_session s
      JOIN gateway g ON g.id = s.gateway_id
      JOIN organisation o ON o.id = g.organisation_id
      """;

  /** All sessions, with the time of each asset's last stored reading. */
  Map<GatewayAddress, SavedSession> load(Instant now) {
    return database.inTransaction(
        connection -> {
          Map<GatewayAddress, SavedSession> sessions = new HashMap<>();
          try (PreparedStatement select = connection.prepareStatement(SESSIONS);
              ResultSet row = select.executeQuery()) {
            while (row.next()) {
              GatewayAddress gateway =
                  new GatewayAddress(row.getString("organisation"), row.getString("gateway"));
              sessions.put(gateway, session(row));
            }
          }
          for (Map.Entry<GatewayAddress, SavedSession> each : sessions.entrySet()) {
            each.setValue(withReadings(connection, each.getKey(), each.getValue(), now));
          }
          return sessions;
        });
  }

  private static SavedSession session(ResultSet row) throws SQLException {
    long number = row.getLong("number");
    OptionalLong known = row.wasNull() ? OptionalLong.empty() : OptionalLong.of(number);
    Map<String, Instant> assets = new HashMap<>();
    for (String asset : (String[]) row.getArray("assets").getArray()) {
      assets.put(asset, Instant.MIN);
    }
    return new SavedSession(known, SqlValues.instant(row, "last_heard"), assets);
  }

  private static final String NEWEST =
      """
      SELECT a.code, max(r.time) AS newest
      FROM reading r
      JOIN asset a ON a.id = r.asset_id
      JOIN organisation o ON o.id = a.organisation_id
      WHERE r.time >= ? AND o.code = ? AND a.code = ANY (?)
      GROUP BY a.code
      """;

  private static SavedSession withReadings(
      Connection connection, GatewayAddress gateway, SavedSession session, Instant now)
      throws SQLException {
    if (session.lastHeard().isBefore(now.minus(LOOK_BACK_HOURS, ChronoUnit.HOURS))) {
      return session;
    }
    Map<String, Instant> assets = new HashMap<>(session.assets());
    try (PreparedStatement select = connection.prepareStatement(NEWEST)) {
      select.setObject(1, SqlValues.timestamp(session.lastHeard()));
      select.setString(2, gateway.organisation());
      select.setArray(3, connection.createArrayOf("text", assets.keySet().toArray()));
      try (ResultSet row = select.executeQuery()) {
        while (row.next()) {
          assets.put(row.getString("code"), SqlValues.instant(row, "newest"));
        }
      }
    }
    return new SavedSession(session.number(), session.lastHeard(), assets);
  }

  private static final String SAVE =
      """
      INSERT INTO sparkplug_session (gateway_id, number, last_heard, assets)
      SELECT g.id, ?, ?, ?
      FROM gateway g JOIN organisation o ON o.id = g.organisation_id
      WHERE o.code = ? AND g.code = ?
      ON CONFLICT (gateway_id) DO UPDATE
      SET number = EXCLUDED.number, last_heard = EXCLUDED.last_heard, assets = EXCLUDED.assets
      """;

  private static final String FORGET =
      """
      DELETE FROM sparkplug_session s
      USING gateway g, organisation o
      WHERE g.id = s.gateway_id AND o.id = g.organisation_id AND o.code = ? AND g.code = ?
      """;

  /** Writes what changed; an empty session is forgotten. */
  void save(Map<GatewayAddress, Optional<SavedSession>> changed) {
    database.inTransaction(
        connection -> {
          try (PreparedStatement save = connection.prepareStatement(SAVE);
              PreparedStatement forget = connection.prepareStatement(FORGET)) {
            for (Map.Entry<GatewayAddress, Optional<SavedSession>> each : changed.entrySet()) {
              if (each.getValue().isPresent()) {
                save(connection, save, each.getKey(), each.getValue().get());
              } else {
                forget.setString(1, each.getKey().organisation());
                forget.setString(2, each.getKey().gateway());
                forget.addBatch();
              }
            }
            save.executeBatch();
            forget.executeBatch();
            return changed.size();
          }
        });
  }

  private static void save(
      Connection connection, PreparedStatement save, GatewayAddress gateway, SavedSession session)
      throws SQLException {
    if (session.number().isPresent()) {
      save.setLong(1, session.number().getAsLong());
    } else {
      save.setNull(1, Types.BIGINT);
    }
    save.setObject(2, SqlValues.timestamp(session.lastHeard()));
    save.setArray(3, connection.createArrayOf("text", session.assets().keySet().toArray()));
    save.setString(4, gateway.organisation());
    save.setString(5, gateway.gateway());
    save.addBatch();
  }
}
