package io.fallow.scheduler.booking;

import io.fallow.scheduler.calendar.AssetLocks;
import io.fallow.scheduler.telling.Events;
import io.fallow.telemetry.store.Parameters;
import io.fallow.telemetry.store.Question;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Instant;
import java.util.Optional;

/**
 * Writes a version of a reservation together with its entry in the history and what both sides are
 * told: one statement each. All return whether the reservation takes any time that was given up at
 * a cost.
 */
final class ReservationWrites {

  private static final String RELETS =
      """
      SELECT w.status = 'CONFIRMED' AND is_owed_for(w.asset_id, w.during) FROM written w
      """;

  private static final String LOGGED =
      """
      logged AS (
        INSERT INTO reservation_change
          (reservation_id, version, at, actor, action, status, during, blocked, reason, data)
        SELECT id, version, changed_at, ?, ?, status, during, blocked, ?, ?::jsonb
        FROM written),
      told AS (
      """
          + Events.OF_WRITTEN
          + ")\n";

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
        SELECT ?::uuid, ?::int, ?::int, ?, ?::int, tstzrange(?, ?), tstzrange(?, ?), ?,
               ?::timestamptz, ?, ?, ?::int, ?::uuid, ?::timestamptz, ?::timestamptz
      """;

  private static final String INSERTED = "  ON CONFLICT DO NOTHING\n  RETURNING *),\n";

  private static final String INSERT_ANYWAY = INSERT + INSERTED + LOGGED + RELETS;

  /** Empty if any of the time is taken. */
  Optional<Boolean> insert(Reservation made, Entry entry) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(INSERT_ANYWAY)) {
      Parameters values = new Parameters(statement);
      addNew(values, made);
      addEntry(values, made, entry);
      return relets(statement);
    }
  }

  // Openings and forecasts may have changed since they were read: that is as good as later.
  private static final String INSERT_UNCHANGED =
      INSERT
          + """
            WHERE (SELECT edition FROM policy_edition) = ?
              AND NOT EXISTS (SELECT FROM lockout
                WHERE asset_id = ? AND during && tstzrange(?, ?))
              AND NOT EXISTS (SELECT FROM calibration WHERE asset_id = ?)
          """
          + INSERTED
          + LOGGED
          + RELETS;

  /**
   * The same, once the asset's lock is taken, if terms are still those of an edition and nothing
   * locks the asset out.
   */
  Optional<Boolean> insertUnchanged(Reservation made, Entry entry, long edition)
      throws SQLException {
    int asset = made.item().id();
    Question<Optional<Boolean>> insert =
        new Question<>(
            INSERT_UNCHANGED,
            values -> {
              addNew(values, made);
              values.add(edition).add(asset);
              values.add(made.start()).add(made.end()).add(asset);
              addEntry(values, made, entry);
            },
            ReservationWrites::relets);
    return Question.both(connection, AssetLocks.taking(asset), insert, (locked, relets) -> relets);
  }

  private void addNew(Parameters values, Reservation made) throws SQLException {
    Claim claim = made.claim();
    Booker booker = made.booker();
    values
        .add(made.id())
        .add(made.item().id())
        .add(booker.organisationId())
        .add(booker.person())
        .add(booker.facilityId());
    addTimes(values, claim);
    values
        .add(claim.status().name())
        .add(claim.expiresAt())
        .add(claim.overrideReason().orElse(null))
        .add(made.purpose())
        .add(made.agreementId())
        .add(made.groupId().orElse(null), Types.OTHER)
        .add(now)
        .add(now);
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
      addEntry(values, after, entry);
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

  private static void addEntry(Parameters values, Reservation after, Entry entry)
      throws SQLException {
    String override = after.claim().overrideReason().orElse(null);
    values
        .add(entry.actor().name())
        .add(entry.action().code())
        .add(entry.reason().isEmpty() ? override : entry.reason())
        .add(entry.data().isEmpty() ? null : entry.data().toString());
    Telling.add(values, after, entry);
  }

  private static Optional<Boolean> relets(PreparedStatement statement) throws SQLException {
    try (ResultSet row = statement.executeQuery()) {
      return relets(row);
    }
  }

  private static Optional<Boolean> relets(ResultSet row) throws SQLException {
    return row.next() ? Optional.of(row.getBoolean(1)) : Optional.empty();
  }
}
