package io.fallow.scheduler.circle;

import io.fallow.telemetry.registry.Organisation;
import io.fallow.telemetry.store.Parameters;
import io.fallow.telemetry.store.SqlValues;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/** Reads circles, as far as an organisation may know of them. */
final class CircleRows {

  private final Connection connection;

  CircleRows(Connection connection) {
    this.connection = connection;
  }

  private static final String CIRCLES =
      """
      SELECT c.id, c.code, c.name, o.id AS admin_id, o.code AS admin, o.name AS admin_name
      FROM circle c JOIN organisation o ON o.id = c.admin_id
      WHERE c.closed IS NULL AND (?::int IS NULL OR c.id = ?)
        AND (c.id IN (SELECT circle_id FROM circle_member
                      WHERE organisation_id = ? AND upper_inf(during))
          OR c.id IN (SELECT circle_id FROM circle_motion
                      WHERE invited_id = ? AND status = 'OPEN'))
      ORDER BY c.id
      """;

  /** Those of which an organisation is a member, and those that would take it in. */
  List<Circle> of(int organisationId) throws SQLException {
    return read(OptionalInt.empty(), organisationId);
  }

  /** One of them. */
  Optional<Circle> find(int id, int organisationId) throws SQLException {
    return read(OptionalInt.of(id), organisationId).stream().findFirst();
  }

  // A member may not write the circle's row, and so can't lock that.
  private static final String LOCK = "SELECT pg_advisory_xact_lock(hashtext('circle'), ?)";

  /** The same while nobody else changes it, until the transaction ends. */
  Optional<Circle> lock(int id, int organisationId) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(LOCK)) {
      statement.setInt(1, id);
      statement.execute();
    }
    return find(id, organisationId);
  }

  private List<Circle> read(OptionalInt id, int organisationId) throws SQLException {
    List<Circle> bare = new ArrayList<>();
    try (PreparedStatement query = connection.prepareStatement(CIRCLES)) {
      new Parameters(query).add(id).add(id).add(organisationId).add(organisationId);
      try (ResultSet row = query.executeQuery()) {
        while (row.next()) {
          bare.add(bare(row));
        }
      }
    }
    List<Integer> ids = bare.stream().map(Circle::id).toList();
    Map<Integer, List<Member>> members = members(ids);
    Map<Integer, List<Motion>> motions = new MotionRows(connection).of(ids);
    return bare.stream()
        .map(each -> whole(each, members, motions))
        .flatMap(each -> each.asSeenBy(organisationId).stream())
        .toList();
  }

  private static Circle bare(ResultSet row) throws SQLException {
    return new Circle(
        row.getInt("id"),
        new Organisation(
            row.getInt("admin_id"), row.getString("admin"), row.getString("admin_name")),
        row.getString("code"),
        row.getString("name"),
        List.of(),
        List.of());
  }

  private static Circle whole(
      Circle bare, Map<Integer, List<Member>> members, Map<Integer, List<Motion>> motions) {
    return new Circle(
        bare.id(),
        bare.admin(),
        bare.code(),
        bare.name(),
        members.getOrDefault(bare.id(), List.of()),
        motions.getOrDefault(bare.id(), List.of()));
  }

  private static final String MEMBERS =
      """
      SELECT m.circle_id, o.id, o.code, o.name, lower(m.during) AS since
      FROM circle_member m JOIN organisation o ON o.id = m.organisation_id
      WHERE m.circle_id = ANY (?) AND upper_inf(m.during)
      ORDER BY m.circle_id, lower(m.during), o.code
      """;

  private Map<Integer, List<Member>> members(List<Integer> circles) throws SQLException {
    Map<Integer, List<Member>> members = new HashMap<>();
    try (PreparedStatement query = connection.prepareStatement(MEMBERS)) {
      new Parameters(query).add(circles);
      try (ResultSet row = query.executeQuery()) {
        while (row.next()) {
          members
              .computeIfAbsent(row.getInt("circle_id"), any -> new ArrayList<>())
              .add(
                  new Member(
                      new Organisation(
                          row.getInt("id"), row.getString("code"), row.getString("name")),
                      SqlValues.instant(row, "since")));
        }
      }
    }
    return members;
  }
}
