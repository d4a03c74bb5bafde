package io.fallow.telemetry.enrolment;

import io.fallow.gateway.wire.GatewayAddress;
import io.fallow.telemetry.store.Parameters;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Optional;

/** A gateway; one that is to be changed is locked until the transaction's end. */
record GatewayRow(int id, int organisationId, GatewayAddress address) {

  private static final String BY_ADDRESS =
      """
      SELECT g.id, g.organisation_id, o.code AS organisation, g.code
      FROM gateway g JOIN organisation o ON o.id = g.organisation_id
      WHERE o.code = ? AND g.code = ? AND g.removed_at IS NULL
      """;

  /** Looks at one. */
  static Optional<GatewayRow> find(Connection connection, GatewayAddress address)
      throws SQLException {
    return byAddress(connection, BY_ADDRESS, address);
  }

  /** Takes one, so that its changes go in turn. */
  static Optional<GatewayRow> lock(Connection connection, GatewayAddress address)
      throws SQLException {
    return byAddress(connection, BY_ADDRESS + "FOR UPDATE OF g", address);
  }

  private static Optional<GatewayRow> byAddress(
      Connection connection, String sql, GatewayAddress address) throws SQLException {
    try (PreparedStatement select = connection.prepareStatement(sql)) {
      new Parameters(select).add(address.organisation()).add(address.gateway());
      return read(select);
    }
  }

  private static final String BY_ID =
      """
      SELECT g.id, g.organisation_id, o.code AS organisation, g.code
      FROM gateway g JOIN organisation o ON o.id = g.organisation_id
      WHERE g.id = ? AND g.removed_at IS NULL
      FOR UPDATE OF g
      """;

  static Optional<GatewayRow> lock(Connection connection, int id) throws SQLException {
    try (PreparedStatement select = connection.prepareStatement(BY_ID)) {
      select.setInt(1, id);
      return read(select);
    }
  }

  private static Optional<GatewayRow> read(PreparedStatement select) throws SQLException {
    try (ResultSet row = select.executeQuery()) {
      return row.next()
          ? Optional.of(
              new GatewayRow(
                  row.getInt("id"),
                  row.getInt("organisation_id"),
                  new GatewayAddress(row.getString("organisation"), row.getString("code"))))
          : Optional.empty();
    }
  }

  private static final String CREATE =
      """
      INSERT INTO gateway (organisation_id, facility_id, code, created_at)
      SELECT f.organisation_id, f.id, ?, ?
      FROM facility f JOIN organisation o ON o.id = f.organisation_id
      WHERE o.code = ? AND f.code = ?
      ON CONFLICT (organisation_id, code) DO UPDATE
      SET facility_id = EXCLUDED.facility_id, removed_at = NULL
      WHERE gateway.removed_at IS NOT NULL
      RETURNING id, organisation_id
      """;

  /** A new one, or a removed one that comes back; empty if there is one already. */
  static Optional<GatewayRow> create(
      Connection connection, GatewayAddress address, String facility, Instant now)
      throws SQLException {
    try (PreparedStatement insert = connection.prepareStatement(CREATE)) {
      new Parameters(insert)
          .add(address.gateway())
          .add(now)
          .add(address.organisation())
          .add(facility);
      try (ResultSet row = insert.executeQuery()) {
        return row.next()
            ? Optional.of(new GatewayRow(row.getInt(1), row.getInt(2), address))
            : Optional.empty();
      }
    }
  }

  private static final String REMOVE = "UPDATE gateway SET removed_at = ? WHERE id = ?";

  /** Takes it out of everything but the past. */
  void remove(Connection connection, Instant now) throws SQLException {
    try (PreparedStatement update = connection.prepareStatement(REMOVE)) {
      new Parameters(update).add(now).add(id);
      update.executeUpdate();
    }
  }
}
