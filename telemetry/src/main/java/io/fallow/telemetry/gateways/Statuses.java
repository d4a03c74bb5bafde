package io.fallow.telemetry.gateways;

import io.fallow.gateway.wire.GatewayAddress;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.Map;

/** Keeps who is online. */
final class Statuses {

  private Statuses() {}

  private static final String KEEP =
      """
      INSERT INTO gateway_status (gateway_id, online, since)
      SELECT w.id, said.online, now()
      FROM unnest(?::text[], ?::text[], ?::boolean[]) AS said (organisation, gateway, online)
      JOIN organisation o ON o.code = said.organisation
      JOIN gateway w ON w.organisation_id = o.id AND w.code = said.gateway
      ON CONFLICT (gateway_id) DO UPDATE SET online = excluded.online, since = excluded.since
      WHERE gateway_status.online <> excluded.online
      """;

  /** Keeps what is another than before; gateways that are not registered are passed over. */
  static void keep(Connection connection, Map<GatewayAddress, Boolean> online) throws SQLException {
    try (PreparedStatement insert = connection.prepareStatement(KEEP)) {
      Object[] organisations = online.keySet().stream().map(GatewayAddress::organisation).toArray();
      Object[] gateways = online.keySet().stream().map(GatewayAddress::gateway).toArray();
      insert.setArray(1, connection.createArrayOf("text", organisations));
      insert.setArray(2, connection.createArrayOf("text", gateways));
      insert.setArray(3, connection.createArrayOf("bool", online.values().toArray()));
      insert.executeUpdate();
    }
  }
}
