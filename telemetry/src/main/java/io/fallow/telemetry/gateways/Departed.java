package io.fallow.telemetry.gateways;

import io.fallow.gateway.wire.GatewayAddress;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * Gateways that can't be online, whatever was heard of them: no credential of theirs is valid any
 * more. A broker that cuts a connection does not leave its will, so what it said last stays.
 */
final class Departed {

  /** Whether gateway {@code w} had credentials, and has none. */
  static final String CONDITION =
      """
      EXISTS (SELECT 1 FROM gateway_credential c WHERE c.gateway_id = w.id)
      AND NOT EXISTS (SELECT 1 FROM gateway_credential c WHERE c.gateway_id = w.id
                      AND (c.ends_at IS NULL OR c.ends_at > now()))
      """;

  private static final String MOST = "LIMIT 50\n";

  private static final String HEARD_OF =
      """
      SELECT o.code AS organisation, w.code AS gateway
      FROM unnest(?::text[], ?::text[]) AS said (organisation, gateway)
      JOIN organisation o ON o.code = said.organisation
      JOIN gateway w ON w.organisation_id = o.id AND w.code = said.gateway
      WHERE\s"""
          + CONDITION;

  private Departed() {}

  /**
   * Those of whom it was heard that they are online, some at a time. Until the transaction's end
   * nobody gives them another credential: what is said of them meanwhile is true.
   */
  static Set<GatewayAddress> among(Connection connection, Map<GatewayAddress, Boolean> heard)
      throws SQLException {
    Set<GatewayAddress> online = new HashSet<>(heard.keySet());
    online.removeIf(gateway -> !heard.get(gateway));
    Set<GatewayAddress> suspects = find(connection, online, MOST);
    // The lock is taken first: what was committed before it is seen by the second look alone.
    return suspects.isEmpty()
        ? suspects
        : find(connection, find(connection, suspects, "FOR UPDATE OF w"), "");
  }

  private static Set<GatewayAddress> find(
      Connection connection, Set<GatewayAddress> among, String how) throws SQLException {
    Set<GatewayAddress> found = new HashSet<>();
    try (PreparedStatement select = connection.prepareStatement(HEARD_OF + how)) {
      Object[] organisations = among.stream().map(GatewayAddress::organisation).toArray();
      Object[] gateways = among.stream().map(GatewayAddress::gateway).toArray();
      select.setArray(1, connection.createArrayOf("text", organisations));
      select.setArray(2, connection.createArrayOf("text", gateways));
      try (ResultSet row = select.executeQuery()) {
        while (row.next()) {
          found.add(new GatewayAddress(row.getString("organisation"), row.getString("gateway")));
        }
      }
    }
    return found;
  }
}
