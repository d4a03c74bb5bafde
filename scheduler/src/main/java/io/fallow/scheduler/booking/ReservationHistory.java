package io.fallow.scheduler.booking;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fallow.telemetry.store.SqlValues;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Reads what a reservation was in each of its versions. */
final class ReservationHistory {

  private ReservationHistory() {}

  private static final String VERSIONS =
      """
      SELECT version, at, actor, action, status, reason, coalesce(data, '{}')::text AS data,
             lower(during) AS starts, upper(during) AS ends,
             lower(blocked) AS blocked_from, upper(blocked) AS blocked_to
      FROM reservation_change WHERE reservation_id = ?
      ORDER BY version
      """;

  /** All of them, as far as one of the reservation's two sides may know. */
  static List<ReservationVersion> of(
      Connection connection, Reservation reservation, int organisationId) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(VERSIONS)) {
      statement.setObject(1, reservation.id());
      List<ReservationVersion> versions = new ArrayList<>();
      try (ResultSet row = statement.executeQuery()) {
        while (row.next()) {
          ObjectNode data = Details.read(row.getString("data"));
          versions.add(version(row, Details.asToldTo(organisationId, reservation, data)));
        }
      }
      return versions;
    }
  }

  private static ReservationVersion version(ResultSet row, ObjectNode data) throws SQLException {
    return new ReservationVersion(
        row.getInt("version"),
        SqlValues.instant(row, "at"),
        row.getString("actor"),
        row.getString("action"),
        Status.valueOf(row.getString("status")),
        ReservationRows.range(row, "starts", "ends"),
        ReservationRows.range(row, "blocked_from", "blocked_to"),
        Optional.ofNullable(row.getString("reason")),
        data);
  }
}
