package io.fallow.scheduler.circle;

import io.fallow.scheduler.agreement.Word;
import io.fallow.scheduler.policy.Statement;
import io.fallow.telemetry.store.Parameters;
import io.fallow.telemetry.store.SqlValues;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;

/** Reads what was put to circles, with what was said to it. */
final class MotionRows {

  private final Connection connection;

  MotionRows(Connection connection) {
    this.connection = connection;
  }

  private static final String MOTIONS =
      """
      SELECT m.id, m.circle_id, m.kind, m.addressee, m.invited_id, m.terms::text AS terms, m.status,
             m.put_by_id AS by_id, p.code AS by_code, m.put_by AS by_whom, m.put_at AS said_at,
             m.decided_at
      FROM circle_motion m JOIN organisation p ON p.id = m.put_by_id
      WHERE m.circle_id = ANY (?)
      ORDER BY coalesce(m.decided_at, 'infinity'), m.id
      """;

  /** Those of some circles, by the circle's id, the first decided first and the open ones last. */
  Map<Integer, List<Motion>> of(Collection<Integer> circles) throws SQLException {
    Map<Integer, List<Motion.Said>> said = said(circles);
    Map<Integer, List<Motion>> motions = new HashMap<>();
    try (PreparedStatement query = connection.prepareStatement(MOTIONS)) {
      new Parameters(query).add(circles);
      try (ResultSet row = query.executeQuery()) {
        while (row.next()) {
          int id = row.getInt("id");
          motions
              .computeIfAbsent(row.getInt("circle_id"), any -> new ArrayList<>())
              .add(motion(row, id, said.getOrDefault(id, List.of())));
        }
      }
    }
    return motions;
  }

  private static Motion motion(ResultSet row, int id, List<Motion.Said> said) throws SQLException {
    return new Motion(
        id,
        subject(row),
        Motion.State.valueOf(row.getString("status")),
        word(row),
        said,
        SqlValues.optionalInstant(row, "decided_at"));
  }

  private static Subject subject(ResultSet row) throws SQLException {
    return switch (row.getString("kind")) {
      case "TERMS" -> new Subject.CommonTerms(Statement.read(row.getString("terms")));
      case "ADMIN" -> new Subject.Handover(row.getString("addressee"), row.getInt("invited_id"));
      default -> invitation(row);
    };
  }

  private static Subject invitation(ResultSet row) throws SQLException {
    int invited = row.getInt("invited_id");
    OptionalInt id = row.wasNull() ? OptionalInt.empty() : OptionalInt.of(invited);
    return new Subject.Invitation(row.getString("addressee"), id);
  }

  private static Word word(ResultSet row) throws SQLException {
    return new Word(
        row.getInt("by_id"),
        row.getString("by_code"),
        row.getString("by_whom"),
        SqlValues.instant(row, "said_at"));
  }

  private static final String SAID =
      """
      SELECT s.motion_id, s.consents, s.organisation_id AS by_id, o.code AS by_code,
             s.said_by AS by_whom, s.said_at
      FROM circle_motion m
      JOIN circle_consent s ON s.motion_id = m.id
      JOIN organisation o ON o.id = s.organisation_id
      WHERE m.circle_id = ANY (?)
      ORDER BY s.motion_id, s.said_at, o.code
      """;

  private Map<Integer, List<Motion.Said>> said(Collection<Integer> circles) throws SQLException {
    Map<Integer, List<Motion.Said>> said = new HashMap<>();
    try (PreparedStatement query = connection.prepareStatement(SAID)) {
      new Parameters(query).add(circles);
      try (ResultSet row = query.executeQuery()) {
        while (row.next()) {
          said.computeIfAbsent(row.getInt("motion_id"), any -> new ArrayList<>())
              .add(new Motion.Said(row.getBoolean("consents"), word(row)));
        }
      }
    }
    return said;
  }
}
