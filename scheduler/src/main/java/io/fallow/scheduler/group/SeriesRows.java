package io.fallow.scheduler.group;

import io.fallow.scheduler.booking.Reservation;
import io.fallow.scheduler.booking.ReservationFilter.Place;
import io.fallow.scheduler.sharing.Viewer;
import io.fallow.telemetry.store.SqlValues;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** Reads and writes series, but for their reservations. Only the booking organisation sees one. */
final class SeriesRows {

  private final Connection connection;

  SeriesRows(Connection connection) {
    this.connection = connection;
  }

  private static final String INSERT =
      """
      INSERT INTO series (id, organisation_id, booked_by, asset_id, local_start, length_s, rule,
                          on_conflict, purpose, created_at)
      VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
      """;

  void insert(UUID id, SeriesRequest request, int assetId, Instant now) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(INSERT)) {
      statement.setObject(1, id);
      statement.setInt(2, request.viewer().organisationId());
      statement.setString(3, request.viewer().person());
      statement.setInt(4, assetId);
      statement.setObject(5, request.start());
      statement.setInt(6, Math.toIntExact(request.length().toSeconds()));
      statement.setString(7, request.rule());
      statement.setString(8, request.onConflict().name());
      statement.setString(9, request.purpose());
      statement.setObject(10, SqlValues.timestamp(now));
      statement.executeUpdate();
    }
  }

  private static final String COLUMNS =
      """
      g.id, owner.code || '.' || a.code AS asset, f.zone, g.local_start, g.length_s, g.rule,
      g.on_conflict, g.purpose, g.booked_by, g.created_at
      """;

  private static final String FROM =
      """
      series g
      JOIN asset a ON a.id = g.asset_id
      JOIN facility f ON f.id = a.facility_id
      JOIN organisation owner ON owner.id = a.organisation_id
      """;

  private static final String FIND =
      "SELECT " + COLUMNS + " FROM " + FROM + "WHERE g.id = ? AND g.organisation_id = ?";

  /**
   * A series of the viewer's organisation.
   *
   * @param reservations what was booked in it
   */
  Optional<Series> find(Viewer viewer, UUID id, List<Reservation> reservations)
      throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(FIND)) {
      statement.setObject(1, id);
      statement.setInt(2, viewer.organisationId());
      try (ResultSet row = statement.executeQuery()) {
        return row.next() ? Optional.of(series(row, reservations)) : Optional.empty();
      }
    }
  }

  /** Those of the viewer's organisation, latest first; one more where there are more. */
  List<Listed<Series>> list(Viewer viewer, Optional<Place> after, int limit, Instant now)
      throws SQLException {
    return new ListedRows(connection, now)
        .list(COLUMNS, FROM, row -> series(row, List.of()), viewer, after, limit);
  }

  private static Series series(ResultSet row, List<Reservation> reservations) throws SQLException {
    return new Series(
        row.getObject("id", UUID.class),
        row.getString("asset"),
        ZoneId.of(row.getString("zone")),
        row.getObject("local_start", LocalDateTime.class),
        Duration.ofSeconds(row.getInt("length_s")),
        row.getString("rule"),
        OnConflict.valueOf(row.getString("on_conflict")),
        row.getString("purpose"),
        row.getString("booked_by"),
        SqlValues.instant(row, "created_at"),
        reservations);
  }
}
