package io.fallow.scheduler.booking;

import io.fallow.scheduler.calendar.TimeRange;
import io.fallow.scheduler.sharing.Viewer;
import io.fallow.telemetry.store.SqlValues;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;

/**
 * Writes reservations. Each change states in its WHERE clause from which state it may start, so
 * that of two that contradict each other one finds nothing to change.
 */
final class ReservationWrites {

  /** How long a hold lasts. */
  static final Duration HOLD = Duration.ofMinutes(10);

  private final Connection connection;
  private final Instant now;

  ReservationWrites(Connection connection, Instant now) {
    this.connection = connection;
    this.now = now;
  }

  // The constraint never_booked_twice decides. ON CONFLICT waits for a rival that is about to
  // commit, and then inserts nothing: no deadlock, no aborted transaction.
  private static final String INSERT =
      """
      INSERT INTO reservation (id, asset_id, organisation_id, booked_by, during, blocked, status,
                               purpose, created_at, changed_at, expires_at)
      VALUES (?, ?, ?, ?, tstzrange(?, ?), tstzrange(?, ?), ?, ?, ?, ?, ?)
      ON CONFLICT DO NOTHING
      """;

  /** Whether the reservation is now there; false when any of the time is taken. */
  boolean insert(UUID id, int assetId, BookingRequest request, TimeRange blocked)
      throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(INSERT)) {
      statement.setObject(1, id);
      statement.setInt(2, assetId);
      statement.setInt(3, request.viewer().organisationId());
      statement.setString(4, request.viewer().person());
      statement.setObject(5, SqlValues.timestamp(request.during().start()));
      statement.setObject(6, SqlValues.timestamp(request.during().end()));
      statement.setObject(7, SqlValues.timestamp(blocked.start()));
      statement.setObject(8, SqlValues.timestamp(blocked.end()));
      statement.setString(9, (request.hold() ? Status.HELD : Status.CONFIRMED).name());
      statement.setString(10, request.purpose());
      statement.setObject(11, SqlValues.timestamp(now));
      statement.setObject(12, SqlValues.timestamp(now));
      statement.setObject(
          13,
          request.hold() ? SqlValues.timestamp(now.plus(HOLD)) : null,
          Types.TIMESTAMP_WITH_TIMEZONE);
      return statement.executeUpdate() == 1;
    }
  }

  private static final String EXPIRE_OF_ASSET =
      """
      UPDATE reservation SET status = 'EXPIRED', changed_at = ?
      WHERE asset_id = ? AND status IN ('HELD', 'REQUESTED') AND expires_at <= ?
      """;

  /** Ends the asset's holds whose time is up, so that they are not in the way. */
  void expireHoldsOf(int assetId) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(EXPIRE_OF_ASSET)) {
      statement.setObject(1, SqlValues.timestamp(now));
      statement.setInt(2, assetId);
      statement.setObject(3, SqlValues.timestamp(now));
      statement.executeUpdate();
    }
  }

  // Rows that a booking is just expiring or confirming are left to it.
  private static final String EXPIRE =
      """
      UPDATE reservation SET status = 'EXPIRED', changed_at = ?
      WHERE id IN (
        SELECT id FROM reservation
        WHERE status IN ('HELD', 'REQUESTED') AND expires_at <= ?
        FOR UPDATE SKIP LOCKED)
      """;

  int expireHolds() throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(EXPIRE)) {
      statement.setObject(1, SqlValues.timestamp(now));
      statement.setObject(2, SqlValues.timestamp(now));
      return statement.executeUpdate();
    }
  }

  private static final String CONFIRM =
      """
      UPDATE reservation SET status = 'CONFIRMED', changed_at = ?
      WHERE id = ? AND organisation_id = ? AND status = 'HELD' AND expires_at > ?
      """;

  /** Whether a hold of the viewer's organisation became a booking. */
  boolean confirm(Viewer viewer, UUID id) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(CONFIRM)) {
      statement.setObject(1, SqlValues.timestamp(now));
      statement.setObject(2, id);
      statement.setInt(3, viewer.organisationId());
      statement.setObject(4, SqlValues.timestamp(now));
      return statement.executeUpdate() == 1;
    }
  }

  private static final String CANCEL =
      """
      UPDATE reservation r SET status = 'CANCELLED', changed_at = ?
      FROM asset a
      WHERE r.id = ? AND a.id = r.asset_id AND ? IN (r.organisation_id, a.organisation_id)
        AND upper(r.during) > ?
        AND (r.status = 'CONFIRMED' OR r.status = 'HELD' AND r.expires_at > ?)
      """;

  /** Whether a live reservation of the viewer's organisation, or of its asset, was cancelled. */
  boolean cancel(Viewer viewer, UUID id) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(CANCEL)) {
      statement.setObject(1, SqlValues.timestamp(now));
      statement.setObject(2, id);
      statement.setInt(3, viewer.organisationId());
      statement.setObject(4, SqlValues.timestamp(now));
      statement.setObject(5, SqlValues.timestamp(now));
      return statement.executeUpdate() == 1;
    }
  }
}
