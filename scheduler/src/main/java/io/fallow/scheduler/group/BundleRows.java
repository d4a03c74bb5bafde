package io.fallow.scheduler.group;

import io.fallow.scheduler.booking.Reservation;
import io.fallow.scheduler.booking.ReservationFilter.Place;
import io.fallow.scheduler.sharing.Viewer;
import io.fallow.telemetry.store.SqlValues;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** Reads and writes bundles, but for their reservations. Only the booking organisation sees one. */
final class BundleRows {

  private final Connection connection;

  BundleRows(Connection connection) {
    this.connection = connection;
  }

  private static final String INSERT =
      """
      INSERT INTO bundle (id, organisation_id, booked_by, purpose, created_at)
      VALUES (?, ?, ?, ?, ?)
      """;

  void insert(UUID id, BundleRequest request, Instant now) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(INSERT)) {
      statement.setObject(1, id);
      statement.setInt(2, request.viewer().organisationId());
      statement.setString(3, request.viewer().person());
      statement.setString(4, request.purpose());
      statement.setObject(5, SqlValues.timestamp(now));
      statement.executeUpdate();
    }
  }

  private static final String COLUMNS = "g.id, g.purpose, g.booked_by, g.created_at";

  private static final String FIND =
      "SELECT " + COLUMNS + " FROM bundle g WHERE g.id = ? AND g.organisation_id = ?";

  /**
   * A bundle of the viewer's organisation.
   *
   * @param reservations what was booked in it
   */
  Optional<Bundle> find(Viewer viewer, UUID id, List<Reservation> reservations)
      throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(FIND)) {
      statement.setObject(1, id);
      statement.setInt(2, viewer.organisationId());
      try (ResultSet row = statement.executeQuery()) {
        return row.next() ? Optional.of(bundle(row, reservations)) : Optional.empty();
      }
    }
  }

  /** Those of the viewer's organisation, latest first; one more where there are more. */
  List<Listed<Bundle>> list(Viewer viewer, Optional<Place> after, int limit, Instant now)
      throws SQLException {
    return new ListedRows(connection, now)
        .list(COLUMNS, "bundle g ", row -> bundle(row, List.of()), viewer, after, limit);
  }

  private static Bundle bundle(ResultSet row, List<Reservation> reservations) throws SQLException {
    return new Bundle(
        row.getObject("id", UUID.class),
        row.getString("purpose"),
        row.getString("booked_by"),
        SqlValues.instant(row, "created_at"),
        reservations);
  }
}
