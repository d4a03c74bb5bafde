package io.fallow.scheduler.policy;

import io.fallow.scheduler.calendar.Turnaround;
import io.fallow.telemetry.registry.Facility;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Reads a whole book: there are few rows. */
final class PolicyRows {

  private final Connection connection;

  PolicyRows(Connection connection) {
    this.connection = connection;
  }

  private static final String EDITION = "SELECT edition FROM policy_edition";

  /** Of all that is committed, and of what the transaction itself has written. */
  long edition() throws SQLException {
    try (PreparedStatement query = connection.prepareStatement(EDITION);
        ResultSet row = query.executeQuery()) {
      row.next();
      return row.getLong("edition");
    }
  }

  /**
   * The book of an edition that was read before: so it may hold later statements as well, and never
   * lacks one.
   */
  PolicyBook book(long edition) throws SQLException {
    return new PolicyBook(edition, statements(), facilities());
  }

  private static final String POLICIES =
      "SELECT owner_id, asset_type, asset_id, agreement_id, terms::text AS terms FROM policy";

  private Map<Scope, Statement> statements() throws SQLException {
    Map<Scope, Statement> statements = turnarounds();
    try (PreparedStatement query = connection.prepareStatement(POLICIES);
        ResultSet row = query.executeQuery()) {
      while (row.next()) {
        statements.merge(
            scope(row), Statement.read(row.getString("terms")), (old, said) -> said.over(old));
      }
    }
    return statements;
  }

  private static Scope scope(ResultSet row) throws SQLException {
    String type = row.getString("asset_type");
    if (type != null) {
      return new Scope.OfType(row.getInt("owner_id"), type);
    }
    int asset = row.getInt("asset_id");
    return row.wasNull()
        ? new Scope.OfAgreement(row.getInt("agreement_id"))
        : new Scope.OfAsset(asset);
  }

  // A turnaround of a type is one of every owner's assets of that type.
  private static final String TURNAROUNDS =
      """
      SELECT o.id AS owner_id, t.asset_type, t.asset_id, NULL::int AS agreement_id,
             t.before_s, t.after_s
      FROM turnaround t LEFT JOIN organisation o ON t.asset_type IS NOT NULL
      """;

  private Map<Scope, Statement> turnarounds() throws SQLException {
    Map<Scope, Statement> statements = new HashMap<>();
    try (PreparedStatement query = connection.prepareStatement(TURNAROUNDS);
        ResultSet row = query.executeQuery()) {
      while (row.next()) {
        Duration before = Duration.ofSeconds(row.getInt("before_s"));
        Duration after = Duration.ofSeconds(row.getInt("after_s"));
        statements.put(scope(row), Statement.of(new Turnaround(before, after)));
      }
    }
    return statements;
  }

  private static final String FACILITIES =
      """
      SELECT id, organisation_id, code, name, zone, latitude, longitude FROM facility
      ORDER BY organisation_id, code
      """;

  private Map<Integer, List<Facility>> facilities() throws SQLException {
    Map<Integer, List<Facility>> facilities = new HashMap<>();
    try (PreparedStatement query = connection.prepareStatement(FACILITIES);
        ResultSet row = query.executeQuery()) {
      while (row.next()) {
        facilities
            .computeIfAbsent(row.getInt("organisation_id"), any -> new ArrayList<>())
            .add(
                new Facility(
                    row.getInt("id"),
                    row.getInt("organisation_id"),
                    row.getString("code"),
                    row.getString("name"),
                    ZoneId.of(row.getString("zone")),
                    row.getDouble("latitude"),
                    row.getDouble("longitude")));
      }
    }
    return facilities;
  }
}
