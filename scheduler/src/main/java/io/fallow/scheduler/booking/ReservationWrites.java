package io.fallow.scheduler.booking;

import io.fallow.telemetry.store.SqlValues;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.UUID;

/**
 * Writes a version of a reservation together with its entry in the history: one statement each.
 * Both return whether the reservation takes any time that was given up at a cost.
 */
final class ReservationWrites {

  private static final String RELETS =
      """
      SELECT w.status = 'CONFIRMED' AND (EXISTS (
          SELECT FROM reservation c
          WHERE c.asset_id = w.asset_id AND c.during && w.during
            AND c.status = 'CANCELLED' AND c.fee_percent > 0)
        OR EXISTS (
          SELECT FROM given_up g
          WHERE g.asset_id = w.asset_id AND g.during && w.during AND g.waived_at IS NULL))
      FROM written w
      """;

  private static final String LOGGED =
      """
      logged AS (
        INSERT INTO reservation_change
          (reservation_id, version, at, actor, action, status, during, blocked, reason, data)
        SELECT id, version, changed_at, ?, ?, status, during, blocked, ?, ?::jsonb
        FROM written)
      """;

  private final Connection connection;
  private final Instant now;

  ReservationWrites(Connection connection, Instant now) {
    this.connection = connection;
    this.now = now;
  }

  // The constraint never_booked_twice has the last word. ON CONFLICT waits for a rival that is
  // about
  // to commit, and then inserts nothing: no deadlock, no aborted transaction.
  private static final String INSERT =
      """
      WITH written AS (
        INSERT INTO reservation
          (id, asset_id, organisation_id, booked_by, from_facility_id, during, blocked, status,
           expires_at, override_reason, purpose, agreement_id, group_id, created_at, changed_at)
        VALUES (?, ?, ?, ?, ?, tstzrange(?, ?), tstzrange(?, ?), ?, ?, ?, ?, ?, ?, ?, ?)
        ON CONFLICT DO NOTHING
        RETURNING *),
      """
          + LOGGED
          + RELETS;

  /** Empty if any of the time is taken. */
  Optional<Boolean> insert(UUID id, NewReservation wanted, Entry entry) throws SQLException {
    Claim claim = wanted.claim();
    Booker booker = wanted.booker();
    try (PreparedStatement statement = connection.prepareStatement(INSERT)) {
      Parameters values = new Parameters(statement);
      values.add(id);
      values.add(wanted.asset().asset().id());
      values.add(booker.organisationId());
      values.add(booker.person());
      values.add(booker.facilityId());
      addTimes(values, claim);
      values.add(claim.status().name());
      values.add(claim.expiresAt());
      values.add(claim.overrideReason().orElse(null));
      values.add(wanted.purpose());
      values.add(wanted.asset().agreementId());
      values.add(wanted.group().orElse(null), Types.OTHER);
      values.add(now);
      values.add(now);
      addEntry(values, entry, claim);
      return relets(statement);
    }
  }

  private static final String UPDATE =
      """
      WITH written AS (
        UPDATE reservation
        SET during = tstzrange(?, ?), blocked = tstzrange(?, ?), status = ?, expires_at = ?,
            override_reason = ?, checked_in_at = ?, used_until = ?, overrun_since = ?,
            release_offered_at = ?, fee_percent = ?, changed_at = ?, version = version + 1
        WHERE id = ? AND version = ?
        RETURNING *),
      """
          + LOGGED
          + RELETS;

  /**
   * @throws SQLException as for a transaction to be tried again, when the version before isn't the
   *     newest: somebody wrote without the asset's lock
   */
  boolean update(Reservation after, Entry entry) throws SQLException {
    Claim claim = after.claim();
    Attendance attendance = claim.attendance();
    try (PreparedStatement statement = connection.prepareStatement(UPDATE)) {
      Parameters values = new Parameters(statement);
      addTimes(values, claim);
      values.add(claim.status().name());
      values.add(claim.expiresAt());
      values.add(claim.overrideReason().orElse(null));
      values.add(attendance.checkedInAt());
      values.add(attendance.usedUntil());
      values.add(attendance.overrunSince());
      values.add(attendance.releaseOfferedAt());
      values.add(claim.feePercent());
      values.add(now);
      values.add(after.id());
      values.add(after.version() - 1);
      addEntry(values, entry, claim);
      return relets(statement)
          .orElseThrow(() -> new SQLException("changed without the asset's lock", "40001"));
    }
  }

  private static void addTimes(Parameters values, Claim claim) throws SQLException {
    values.add(claim.during().start());
    values.add(claim.during().end());
    values.add(claim.blocked().start());
    values.add(claim.blocked().end());
  }

  private static void addEntry(Parameters values, Entry entry, Claim claim) throws SQLException {
    values.add(entry.actor().name());
    values.add(entry.action().code());
    values.add(entry.reason().isEmpty() ? claim.overrideReason().orElse(null) : entry.reason());
    values.add(entry.data().isEmpty() ? null : entry.data().toString());
  }

  private static Optional<Boolean> relets(PreparedStatement statement) throws SQLException {
    try (ResultSet row = statement.executeQuery()) {
      return row.next() ? Optional.of(row.getBoolean(1)) : Optional.empty();
    }
  }

  /** Sets the parameters of a statement, one after the other. */
  private static final class Parameters {

    private final PreparedStatement statement;
    private int last;

    Parameters(PreparedStatement statement) {
      this.statement = statement;
    }

    void add(Object value, int type) throws SQLException {
      statement.setObject(++last, value, type);
    }

    void add(UUID value) throws SQLException {
      statement.setObject(++last, value);
    }

    void add(int value) throws SQLException {
      statement.setInt(++last, value);
    }

    void add(String value) throws SQLException {
      statement.setString(++last, value);
    }

    void add(Instant value) throws SQLException {
      statement.setObject(++last, SqlValues.timestamp(value));
    }

    void add(Optional<Instant> value) throws SQLException {
      OffsetDateTime time = value.map(SqlValues::timestamp).orElse(null);
      statement.setObject(++last, time, Types.TIMESTAMP_WITH_TIMEZONE);
    }

    void add(OptionalInt value) throws SQLException {
      statement.setObject(++last, value.isPresent() ? value.getAsInt() : null, Types.INTEGER);
    }
  }
}
