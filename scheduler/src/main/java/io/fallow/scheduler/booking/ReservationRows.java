package io.fallow.scheduler.booking;

import io.fallow.scheduler.calendar.TimeRange;
import io.fallow.scheduler.sharing.Viewer;
import io.fallow.telemetry.store.SqlValues;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * Reads reservations. A hold whose time is up is read as expired, whether or not it has been marked
 * so. The booker's organisation and the asset's owner may see a reservation, nobody else.
 */
final class ReservationRows {

  private final Connection connection;
  private final Instant now;

  ReservationRows(Connection connection, Instant now) {
    this.connection = connection;
    this.now = now;
  }

  private static final String RESERVATION =
      """
      SELECT r.id, owner.code || '.' || a.code AS asset, a.name AS asset_name,
             booker.code AS organisation, r.booked_by, r.status, r.purpose,
             lower(r.during) AS starts, upper(r.during) AS ends,
             lower(r.blocked) AS blocked_from, upper(r.blocked) AS blocked_to,
             r.created_at, r.changed_at, r.expires_at
      FROM reservation r
      JOIN asset a ON a.id = r.asset_id
      JOIN organisation owner ON owner.id = a.organisation_id
      JOIN organisation booker ON booker.id = r.organisation_id
      """;

  private static final String VISIBLE =
      RESERVATION + "WHERE r.id = ? AND ? IN (booker.id, owner.id)\n";

  Optional<Reservation> find(Viewer viewer, UUID id) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(VISIBLE)) {
      statement.setObject(1, id);
      statement.setInt(2, viewer.organisationId());
      return read(statement).stream().findFirst();
    }
  }

  private static final String LATEST_FIRST =
      RESERVATION
          + """
          WHERE ? IN (booker.id, owner.id)
          ORDER BY lower(r.during) DESC, r.id
          LIMIT ?
          """;

  List<Reservation> latestFirst(Viewer viewer, int limit) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(LATEST_FIRST)) {
      statement.setInt(1, viewer.organisationId());
      statement.setInt(2, limit);
      return read(statement);
    }
  }

  private static final String IN_THE_WAY =
      RESERVATION
          + """
          WHERE r.asset_id = ? AND r.blocked && tstzrange(?, ?)
            AND r.status IN ('HELD', 'REQUESTED', 'CONFIRMED', 'IN_USE')
          ORDER BY lower(r.during)
          """;

  /** The live reservations that block any of the time, whoever booked them. */
  List<Reservation> inTheWay(int assetId, TimeRange blocked) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(IN_THE_WAY)) {
      statement.setInt(1, assetId);
      statement.setObject(2, SqlValues.timestamp(blocked.start()));
      statement.setObject(3, SqlValues.timestamp(blocked.end()));
      return read(statement);
    }
  }

  private List<Reservation> read(PreparedStatement statement) throws SQLException {
    List<Reservation> found = new ArrayList<>();
    try (ResultSet row = statement.executeQuery()) {
      while (row.next()) {
        found.add(reservation(row));
      }
    }
    return found;
  }

  private Reservation reservation(ResultSet row) throws SQLException {
    Optional<Instant> holdExpiresAt = SqlValues.optionalInstant(row, "expires_at");
    return new Reservation(
        row.getObject("id", UUID.class),
        row.getString("asset"),
        row.getString("asset_name"),
        row.getString("organisation"),
        row.getString("booked_by"),
        range(row, "starts", "ends"),
        range(row, "blocked_from", "blocked_to"),
        status(Status.valueOf(row.getString("status")), holdExpiresAt),
        row.getString("purpose"),
        SqlValues.instant(row, "created_at"),
        SqlValues.instant(row, "changed_at"),
        holdExpiresAt);
  }

  private Status status(Status stored, Optional<Instant> holdExpiresAt) {
    boolean over = holdExpiresAt.map(expiry -> !expiry.isAfter(now)).orElse(false);
    boolean pending = stored == Status.HELD || stored == Status.REQUESTED;
    return pending && over ? Status.EXPIRED : stored;
  }

  private static TimeRange range(ResultSet row, String start, String end) throws SQLException {
    return new TimeRange(SqlValues.instant(row, start), SqlValues.instant(row, end));
  }
}
