package io.fallow.sim.trial;

import io.fallow.sim.trial.Fact.Kind;
import io.fallow.telemetry.store.Database;
import io.fallow.telemetry.store.SqlValues;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Reads from the database what the scheduler found out of a day. */
final class SaidOfDay {

  private final Connection connection;
  private final List<Fact> said = new ArrayList<>();

  private SaidOfDay(Connection connection) {
    this.connection = connection;
  }

  /** All of it since an instant. */
  static List<Fact> read(Database database, Instant since) {
    return database.inTransaction(
        connection -> {
          SaidOfDay reading = new SaidOfDay(connection);
          reading.reservations();
          reading.add(NO_SHOWS, Kind.NO_SHOW, since);
          reading.add(OFFERS, Kind.RELEASE_OFFERED, since);
          reading.add(DELAYS, Kind.NEXT_START_DELAYED, since);
          reading.add(UNEXPLAINED, Kind.UNEXPLAINED_USE, since);
          reading.add(FAULTS, Kind.FAULT, since);
          reading.add(FAULTS_OVER, Kind.FAULT_OVER, since);
          return reading.said;
        });
  }

  private static final String RESERVATIONS =
      """
      SELECT a.code, lower(r.during) AS starts, upper(r.during) AS ends, r.status,
             r.checked_in_at, r.used_until, r.overrun_since
      FROM reservation r JOIN asset a ON a.id = r.asset_id
      """;

  private void reservations() throws SQLException {
    try (PreparedStatement query = connection.prepareStatement(RESERVATIONS);
        ResultSet row = query.executeQuery()) {
      while (row.next()) {
        String subject = Fact.subject(row.getString("code"), SqlValues.instant(row, "starts"));
        add(Kind.CHECKED_IN, subject, SqlValues.optionalInstant(row, "checked_in_at"));
        add(Kind.OVERRUN, subject, SqlValues.optionalInstant(row, "overrun_since"));
        Optional<Instant> left = SqlValues.optionalInstant(row, "used_until");
        if (row.getString("status").equals("COMPLETED")) {
          Instant end = SqlValues.instant(row, "ends");
          Kind kind = left.isPresent() ? Kind.COMPLETED : Kind.UNOBSERVED;
          add(kind, subject, Optional.of(left.orElse(end)));
        }
      }
    }
  }

  // Also of one that was no no-show in the end: it was said.
  private static final String NO_SHOWS =
      """
      SELECT a.code || ' ' || to_char(lower(c.during) AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"'),
             lower(c.during) + interval '30 minutes' AS at
      FROM reservation_change c
      JOIN reservation r ON r.id = c.reservation_id
      JOIN asset a ON a.id = r.asset_id
      WHERE c.action = 'no-show' AND c.at >= ?
      """;

  private static final String OFFERS =
      """
      SELECT a.code || ' ' || (e.data ->> 'start'), (e.data ->> 'releaseOfferedAt')::timestamptz AS at
      FROM event e JOIN asset a ON a.id = e.asset_id
      WHERE e.kind = 'reservation.release-offered' AND e.at >= ?
        AND e.organisation_id = a.organisation_id
      """;

  private static final String DELAYS =
      """
      SELECT a.code || ' ' || (e.data ->> 'start'), e.at AS at
      FROM event e JOIN asset a ON a.id = e.asset_id
      WHERE e.kind = 'next-start-delayed' AND e.at >= ? AND e.organisation_id = a.organisation_id
      """;

  private static final String UNEXPLAINED =
      """
      SELECT a.code, (e.data ->> 'start')::timestamptz AS at
      FROM event e JOIN asset a ON a.id = e.asset_id
      WHERE e.kind = 'use.unexplained' AND e.at >= ?
      """;

  private static final String FAULTS =
      """
      SELECT a.code, lower(l.during) AS at
      FROM lockout l JOIN asset a ON a.id = l.asset_id
      WHERE l.kind = 'fault' AND lower(l.during) >= ?
      """;

  private static final String FAULTS_OVER =
      """
      SELECT a.code, coalesce(l.ended_at, upper(l.during)) AS at
      FROM lockout l JOIN asset a ON a.id = l.asset_id
      WHERE l.kind = 'fault' AND coalesce(l.ended_at, upper(l.during)) >= ?
      """;

  private void add(String sql, Kind kind, Instant since) throws SQLException {
    try (PreparedStatement query = connection.prepareStatement(sql)) {
      query.setObject(1, SqlValues.timestamp(since));
      try (ResultSet row = query.executeQuery()) {
        while (row.next()) {
          add(kind, row.getString(1), SqlValues.optionalInstant(row, "at"));
        }
      }
    }
  }

  private void add(Kind kind, String subject, Optional<Instant> at) {
    at.ifPresent(instant -> said.add(new Fact(kind, subject, instant)));
  }
}
