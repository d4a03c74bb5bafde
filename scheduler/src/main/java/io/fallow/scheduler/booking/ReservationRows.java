package io.fallow.scheduler.booking;

import io.fallow.scheduler.calendar.TimeRange;
import io.fallow.telemetry.store.Question;
import io.fallow.telemetry.store.SqlValues;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.UUID;

/** Reads reservations as they are stored, whoever may see them. */
final class ReservationRows {

  static final String RESERVATION =
      """
      SELECT r.id, r.asset_id, owner.id AS owner_id, owner.code AS owner,
             owner.code || '.' || a.code AS asset, a.name AS asset_name,
             r.organisation_id, booker.code AS organisation, r.booked_by, r.from_facility_id,
             r.status, r.purpose, r.agreement_id, r.group_id, r.version,
             lower(r.during) AS starts, upper(r.during) AS ends,
             lower(r.blocked) AS blocked_from, upper(r.blocked) AS blocked_to,
             r.created_at, r.changed_at, r.expires_at, r.checked_in_at, r.used_until,
             r.overrun_since, r.release_offered_at, r.fee_percent, r.override_reason
      FROM reservation r
      JOIN asset a ON a.id = r.asset_id
      JOIN organisation owner ON owner.id = a.organisation_id
      JOIN organisation booker ON booker.id = r.organisation_id
      """;

  private final Connection connection;

  ReservationRows(Connection connection) {
    this.connection = connection;
  }

  private static final String ASSET_OF = "SELECT asset_id FROM reservation WHERE id = ?";

  Optional<Integer> assetOf(UUID id) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(ASSET_OF)) {
      statement.setObject(1, id);
      try (ResultSet row = statement.executeQuery()) {
        return row.next() ? Optional.of(row.getInt(1)) : Optional.empty();
      }
    }
  }

  private static final String FIND = RESERVATION + "WHERE r.id = ?\n";

  Optional<Reservation> find(UUID id) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(FIND)) {
      statement.setObject(1, id);
      return read(statement).stream().findFirst();
    }
  }

  // Under policies the index on times would not be used: a function finds them.
  private static final String IN_THE_WAY =
      RESERVATION
          + """
          JOIN in_the_way(?, ?, ?) way (id) ON way.id = r.id
          ORDER BY lower(r.during)
          """;

  /** What blocks any of the time, or has run out and isn't marked so. */
  List<Reservation> inTheWay(int assetId, TimeRange blocked) throws SQLException {
    return within(IN_THE_WAY, assetId, blocked);
  }

  private static final String OTHERS_HAVE = "SELECT others_have(?, ?, ?, ?)";

  /**
   * The same as far as an organisation may see it, and whether anybody else has any of the time, in
   * one trip.
   */
  InTheWay inTheWay(int assetId, TimeRange blocked, Instant now) throws SQLException {
    Question<List<Reservation>> seen =
        new Question<>(
            IN_THE_WAY,
            values -> values.add(assetId).add(blocked.start()).add(blocked.end()),
            ReservationRows::read);
    Question<Boolean> others =
        new Question<>(
            OTHERS_HAVE,
            values -> values.add(assetId).add(blocked.start()).add(blocked.end()).add(now),
            row -> row.next() && row.getBoolean(1));
    return Question.both(connection, seen, others, InTheWay::new);
  }

  private static final String CANCELLED_AT_A_COST =
      RESERVATION
          + """
          WHERE r.asset_id = ? AND r.during && tstzrange(?, ?)
            AND r.status = 'CANCELLED' AND r.fee_percent > 0
          """;

  /** Cancelled reservations of any of the time that cost their bookers something. */
  List<Reservation> cancelledAtACost(int assetId, TimeRange during) throws SQLException {
    return within(CANCELLED_AT_A_COST, assetId, during);
  }

  private static final String LET =
      RESERVATION
          + """
          WHERE r.asset_id = ? AND r.blocked && tstzrange(?, ?)
            AND r.status IN ('CONFIRMED', 'IN_USE', 'COMPLETED')
          """;

  /** Reservations of any of the time that are for good. */
  List<Reservation> let(int assetId, TimeRange during) throws SQLException {
    return within(LET, assetId, during);
  }

  private List<Reservation> within(String sql, int assetId, TimeRange range) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      statement.setInt(1, assetId);
      statement.setObject(2, SqlValues.timestamp(range.start()));
      statement.setObject(3, SqlValues.timestamp(range.end()));
      return read(statement);
    }
  }

  private static final String DUE =
      RESERVATION
          + """
          WHERE r.asset_id = ? AND r.status IN ('HELD', 'REQUESTED') AND r.expires_at <= ?
          ORDER BY r.expires_at
          """;

  /** Holds and requests of an asset that have run out. */
  List<Reservation> due(int assetId, Instant now) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(DUE)) {
      statement.setInt(1, assetId);
      statement.setObject(2, SqlValues.timestamp(now));
      return read(statement);
    }
  }

  private static final String OF_GROUP =
      RESERVATION
          + """
          WHERE r.group_id = ?
          ORDER BY lower(r.during), r.id
          """;

  /** All reservations of a series or bundle. */
  List<Reservation> ofGroup(UUID group) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(OF_GROUP)) {
      statement.setObject(1, group);
      return read(statement);
    }
  }

  static List<Reservation> read(PreparedStatement statement) throws SQLException {
    try (ResultSet row = statement.executeQuery()) {
      return read(row);
    }
  }

  private static List<Reservation> read(ResultSet row) throws SQLException {
    List<Reservation> found = new ArrayList<>();
    while (row.next()) {
      found.add(reservation(row));
    }
    return found;
  }

  private static Reservation reservation(ResultSet row) throws SQLException {
    return new Reservation(
        row.getObject("id", UUID.class),
        new BookedAsset(
            row.getInt("asset_id"),
            row.getString("asset"),
            row.getString("asset_name"),
            row.getInt("owner_id"),
            row.getString("owner")),
        new Booker(
            row.getInt("organisation_id"),
            row.getString("organisation"),
            row.getString("booked_by"),
            number(row, "from_facility_id")),
        claim(row),
        row.getString("purpose"),
        number(row, "agreement_id"),
        Optional.ofNullable(row.getObject("group_id", UUID.class)),
        SqlValues.instant(row, "created_at"),
        SqlValues.instant(row, "changed_at"),
        row.getInt("version"));
  }

  private static Claim claim(ResultSet row) throws SQLException {
    Attendance attendance =
        new Attendance(
            SqlValues.optionalInstant(row, "checked_in_at"),
            SqlValues.optionalInstant(row, "used_until"),
            SqlValues.optionalInstant(row, "overrun_since"),
            SqlValues.optionalInstant(row, "release_offered_at"));
    return new Claim(
        Status.valueOf(row.getString("status")),
        range(row, "starts", "ends"),
        range(row, "blocked_from", "blocked_to"),
        SqlValues.optionalInstant(row, "expires_at"),
        attendance,
        number(row, "fee_percent"),
        Optional.ofNullable(row.getString("override_reason")));
  }

  private static OptionalInt number(ResultSet row, String column) throws SQLException {
    int number = row.getInt(column);
    return row.wasNull() ? OptionalInt.empty() : OptionalInt.of(number);
  }

  static TimeRange range(ResultSet row, String start, String end) throws SQLException {
    return new TimeRange(SqlValues.instant(row, start), SqlValues.instant(row, end));
  }
}
