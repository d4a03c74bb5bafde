package io.fallow.scheduler.booking;

import io.fallow.scheduler.booking.ReservationFilter.Place;
import io.fallow.scheduler.booking.ReservationFilter.Side;
import io.fallow.scheduler.sharing.Viewer;
import io.fallow.telemetry.store.Database;
import io.fallow.telemetry.store.SqlValues;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * Shows reservations to those who may see them: the booker's organisation and the asset's owner.
 * One that has run out is shown as expired, whether or not it has been marked so.
 */
final class ReservationQueries {

  private final Database database;

  ReservationQueries(Database database) {
    this.database = database;
  }

  Optional<Reservation> find(Viewer viewer, UUID id, Instant now) {
    return database.inTransaction(connection -> visible(connection, viewer, id, now));
  }

  private static Optional<Reservation> visible(
      Connection connection, Viewer viewer, UUID id, Instant now) throws SQLException {
    int organisation = viewer.organisationId();
    return new ReservationRows(connection)
        .find(id)
        .filter(each -> each.isOf(organisation) || each.isOnAssetOf(organisation))
        .map(each -> each.asOf(now));
  }

  /** All versions, the first one first; empty for a reservation that the viewer may not see. */
  Optional<List<ReservationVersion>> history(Viewer viewer, UUID id, Instant now) {
    return database.inTransaction(
        connection -> {
          Optional<Reservation> found = visible(connection, viewer, id, now);
          return found.isEmpty()
              ? Optional.<List<ReservationVersion>>empty()
              : Optional.of(
                  ReservationHistory.of(connection, found.get(), viewer.organisationId()));
        });
  }

  private static final String PAGE =
      ReservationRows.RESERVATION
          + """
          WHERE (?::boolean AND r.organisation_id = ? OR ?::boolean AND a.organisation_id = ?)
            AND (?::text IS NULL OR owner.code || '.' || a.code = ?)
            AND upper(r.during) > coalesce(?, '-infinity'::timestamptz)
            AND lower(r.during) < coalesce(?, 'infinity'::timestamptz)
            AND (?::text[] IS NULL OR ?::text[] @> ARRAY[
                  CASE WHEN r.status IN ('HELD', 'REQUESTED') AND r.expires_at <= ?
                       THEN 'EXPIRED' ELSE r.status END])
            AND (?::timestamptz IS NULL OR (lower(r.during), r.id) < (?, ?))
          ORDER BY lower(r.during) DESC, r.id DESC
          LIMIT ?
          """;

  ReservationPage page(Viewer viewer, ReservationFilter filter, Instant now) {
    List<Reservation> found =
        database.inTransaction(connection -> page(connection, viewer, filter, now));
    if (found.size() <= filter.limit()) {
      return new ReservationPage(found, Optional.empty());
    }
    List<Reservation> shown = found.subList(0, filter.limit());
    Reservation last = shown.get(shown.size() - 1);
    return new ReservationPage(shown, Optional.of(new Place(last.start(), last.id())));
  }

  /** One more than asked for, where there are more. */
  private static List<Reservation> page(
      Connection connection, Viewer viewer, ReservationFilter filter, Instant now)
      throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(PAGE)) {
      statement.setBoolean(1, filter.side() != Side.OWNER);
      statement.setInt(2, viewer.organisationId());
      statement.setBoolean(3, filter.side() != Side.BOOKER);
      statement.setInt(4, viewer.organisationId());
      statement.setString(5, filter.asset().orElse(null));
      statement.setString(6, filter.asset().orElse(null));
      setTime(statement, 7, filter.from());
      setTime(statement, 8, filter.to());
      String[] statuses = statuses(filter);
      statement.setArray(9, statuses == null ? null : connection.createArrayOf("text", statuses));
      statement.setArray(10, statuses == null ? null : connection.createArrayOf("text", statuses));
      setTime(statement, 11, Optional.of(now));
      setTime(statement, 12, filter.after().map(Place::start));
      setTime(statement, 13, filter.after().map(Place::start));
      statement.setObject(14, filter.after().map(Place::id).orElse(null), Types.OTHER);
      statement.setInt(15, filter.limit() + 1);
      return ReservationRows.read(statement).stream().map(each -> each.asOf(now)).toList();
    }
  }

  private static String[] statuses(ReservationFilter filter) {
    return filter.statuses().isEmpty()
        ? null
        : filter.statuses().stream().map(Status::name).toArray(String[]::new);
  }

  private static void setTime(PreparedStatement statement, int at, Optional<Instant> time)
      throws SQLException {
    statement.setObject(
        at, time.map(SqlValues::timestamp).orElse(null), Types.TIMESTAMP_WITH_TIMEZONE);
  }
}
