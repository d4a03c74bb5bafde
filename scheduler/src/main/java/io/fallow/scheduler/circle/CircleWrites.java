package io.fallow.scheduler.circle;

import io.fallow.scheduler.sharing.Viewer;
import io.fallow.telemetry.store.Parameters;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Instant;
import java.util.HashSet;
import java.util.OptionalInt;
import java.util.Set;

/** Writes what happens to circles, in the caller's transaction. */
final class CircleWrites {

  private final Connection connection;
  private final Viewer viewer;
  private final Instant now;

  CircleWrites(Connection connection, Viewer viewer, Instant now) {
    this.connection = connection;
    this.viewer = viewer;
    this.now = now;
  }

  private interface Binding {
    void to(Parameters parameters) throws SQLException;
  }

  private int update(String sql, Binding binding) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      binding.to(new Parameters(statement));
      return statement.executeUpdate();
    }
  }

  private OptionalInt id(String sql, Binding binding) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      binding.to(new Parameters(statement));
      try (ResultSet row = statement.executeQuery()) {
        return row.next() ? OptionalInt.of(row.getInt("id")) : OptionalInt.empty();
      }
    }
  }

  private static final String FOUND =
      """
      INSERT INTO circle (admin_id, code, name, made_by, made_at) VALUES (?, ?, ?, ?, ?)
      ON CONFLICT DO NOTHING
      RETURNING id
      """;

  /** A circle without members; empty if its admin has one of that code. */
  OptionalInt found(String code, String name) throws SQLException {
    return id(
        FOUND,
        values ->
            values.add(viewer.organisationId()).add(code).add(name).add(viewer.person()).add(now));
  }

  private static final String DEPARTS = "SELECT circle_departs(?, ?, ?)";

  /** Ends a membership at this moment, or with the circle itself all of them. */
  void depart(int circle, OptionalInt organisation) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(DEPARTS)) {
      new Parameters(statement).add(circle).add(organisation).add(now);
      statement.execute();
    }
  }

  private static final String PUT =
      """
      INSERT INTO circle_motion (circle_id, kind, addressee, invited_id, terms, status,
                                 put_by_id, put_by, put_at)
      VALUES (?, ?, ?, ?, ?::jsonb, 'OPEN', ?, ?, ?)
      ON CONFLICT DO NOTHING
      RETURNING id
      """;

  /** Puts something to a circle; empty if something is put to it about the same. */
  OptionalInt put(int circle, Subject subject) throws SQLException {
    return id(
        PUT,
        values ->
            values
                .add(circle)
                .add(
                    subject.<String>fold(
                        invitation -> "INVITATION", terms -> "TERMS", handover -> "ADMIN"))
                .add(
                    subject.<String>fold(
                        Subject.Invitation::code, terms -> null, Subject.Handover::code))
                .add(
                    subject.<OptionalInt>fold(
                        Subject.Invitation::invitedId,
                        terms -> OptionalInt.empty(),
                        handover -> OptionalInt.of(handover.memberId())))
                .add(
                    subject.<String>fold(no -> null, common -> common.terms().json(), no -> null),
                    Types.VARCHAR)
                .add(viewer.organisationId())
                .add(viewer.person())
                .add(now));
  }

  private static final String SAY =
      """
      INSERT INTO circle_consent (motion_id, organisation_id, consents, said_by, said_at)
      VALUES (?, ?, ?, ?, ?)
      ON CONFLICT (motion_id, organisation_id) DO UPDATE
      SET consents = EXCLUDED.consents, said_by = EXCLUDED.said_by, said_at = EXCLUDED.said_at
      """;

  /** What the viewer's organisation says to a motion, the last time that it does. */
  void say(int motion, boolean consents) throws SQLException {
    update(
        SAY,
        values ->
            values
                .add(motion)
                .add(viewer.organisationId())
                .add(consents, Types.BOOLEAN)
                .add(viewer.person())
                .add(now));
  }

  private static final String END =
      "UPDATE circle_motion SET status = ?, decided_at = ? WHERE id = ? AND status = 'OPEN'";

  /** Ends a motion that is not carried. */
  void end(int motion, Motion.State state) throws SQLException {
    update(END, values -> values.add(state.name()).add(now).add(motion));
  }

  private static final String HAS_ONE_OF_THE_CODE =
      """
      SELECT 1 AS id FROM circle o JOIN circle c ON c.code = o.code AND c.id <> o.id
      WHERE o.admin_id = ? AND c.id = ?
      """;

  /** Whether the viewer's organisation has another circle of the same code, or had. */
  boolean hasOneOfTheCodeOf(int circle) throws SQLException {
    return id(HAS_ONE_OF_THE_CODE, values -> values.add(viewer.organisationId()).add(circle))
        .isPresent();
  }

  private static final String SETTLE = "SELECT circle_settles(?, ?) AS motion";

  /** Carries what lacks nobody's consent; returns those motions. */
  Set<Integer> settle(int circle) throws SQLException {
    Set<Integer> carried = new HashSet<>();
    try (PreparedStatement statement = connection.prepareStatement(SETTLE)) {
      new Parameters(statement).add(circle).add(now);
      try (ResultSet row = statement.executeQuery()) {
        while (row.next()) {
          carried.add(row.getInt("motion"));
        }
      }
    }
    return carried;
  }
}
