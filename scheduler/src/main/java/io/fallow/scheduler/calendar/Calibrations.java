package io.fallow.scheduler.calendar;

import io.fallow.telemetry.registry.Asset;
import io.fallow.telemetry.store.SqlValues;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * How often assets must be calibrated, and when they were. Everything happens in the caller's
 * transaction.
 */
public final class Calibrations {

  private static final int MOST_RECORDS = 100;

  private Calibrations() {}

  /** How an asset stands. */
  public static Calibration of(Connection connection, Asset asset) throws SQLException {
    Optional<CalibrationState> state =
        Optional.ofNullable(CalibrationRows.read(connection, List.of(asset)).get(asset.id()));
    List<CalibrationRecord> records = records(connection, asset);
    return new Calibration(
        state.map(CalibrationState::limits),
        records.stream().filter(CalibrationRecord::passed).map(CalibrationRecord::at).findFirst(),
        state.flatMap(CalibrationState::dueAt),
        state.filter(known -> known.limits().runTime().isPresent()).map(CalibrationState::used),
        state.flatMap(CalibrationState::runTimeLeft),
        records);
  }

  private static final String RECORDS =
      """
      SELECT at, passed, note, recorded_by FROM calibration_record
      WHERE asset_id = ?
      ORDER BY at DESC, id DESC
      LIMIT ?
      """;

  private static List<CalibrationRecord> records(Connection connection, Asset asset)
      throws SQLException {
    List<CalibrationRecord> records = new ArrayList<>();
    try (PreparedStatement statement = connection.prepareStatement(RECORDS)) {
      statement.setInt(1, asset.id());
      statement.setInt(2, MOST_RECORDS);
      try (ResultSet row = statement.executeQuery()) {
        while (row.next()) {
          records.add(
              new CalibrationRecord(
                  SqlValues.instant(row, "at"),
                  row.getBoolean("passed"),
                  row.getString("note"),
                  row.getString("recorded_by")));
        }
      }
    }
    return records;
  }

  private static final String REQUIRE =
      """
      INSERT INTO calibration (asset_id, days, run_hours) VALUES (?, ?, ?)
      ON CONFLICT (asset_id)
      DO UPDATE SET days = EXCLUDED.days, run_hours = EXCLUDED.run_hours
      """;

  private static final String RELIEVE = "DELETE FROM calibration WHERE asset_id = ?";

  /** Sets how long a calibration is valid; empty: the asset needs none. */
  public static void require(Connection connection, Asset asset, Optional<CalibrationLimits> limits)
      throws SQLException {
    AssetLocks.take(connection, List.of(asset.id()));
    try (PreparedStatement statement =
        connection.prepareStatement(limits.isPresent() ? REQUIRE : RELIEVE)) {
      statement.setInt(1, asset.id());
      if (limits.isPresent()) {
        statement.setObject(2, limits.get().days().orElse(null), Types.INTEGER);
        statement.setObject(
            3, limits.get().runTime().map(Duration::toHours).orElse(null), Types.INTEGER);
      }
      statement.executeUpdate();
    }
  }

  private static final String RECORD =
      """
      INSERT INTO calibration_record (asset_id, at, passed, note, recorded_by, recorded_at)
      VALUES (?, ?, ?, ?, ?, ?)
      """;

  /**
   * Records a calibration or check. One that was passed ends the lock-outs for a failed check; one
   * that was not is a lock-out until further notice, whatever is reserved then.
   *
   * @return the lock-outs that were ended, or the one that began
   */
  public static List<KeptLockout> record(
      Connection connection, Asset asset, CalibrationRecord record, Instant now)
      throws SQLException {
    AssetLocks.take(connection, List.of(asset.id()));
    try (PreparedStatement statement = connection.prepareStatement(RECORD)) {
      statement.setInt(1, asset.id());
      statement.setObject(2, SqlValues.timestamp(record.at()));
      statement.setBoolean(3, record.passed());
      statement.setString(4, record.note());
      statement.setString(5, record.by());
      statement.setObject(6, SqlValues.timestamp(now));
      statement.executeUpdate();
    }
    return record.passed()
        ? endFailed(connection, asset, record, now)
        : List.of(Lockouts.add(connection, asset, failed(record), now));
  }

  /** The lock-out that a check that was not passed is. */
  public static NewLockout failed(CalibrationRecord record) {
    return new NewLockout(
        LockoutKind.FAILED_QA,
        new LockoutTime.Once(record.at(), Optional.empty()),
        record.note(),
        record.by());
  }

  /** A check ends what failed before it, and not what failed since. */
  private static List<KeptLockout> endFailed(
      Connection connection, Asset asset, CalibrationRecord passed, Instant now)
      throws SQLException {
    List<KeptLockout> ended = new ArrayList<>();
    for (KeptLockout failed : Lockouts.open(connection, asset, LockoutKind.FAILED_QA)) {
      if (!failed.time().begin().isAfter(passed.at())) {
        Lockouts.end(connection, asset, failed.id(), passed.by(), now).ifPresent(ended::add);
      }
    }
    return ended;
  }
}
