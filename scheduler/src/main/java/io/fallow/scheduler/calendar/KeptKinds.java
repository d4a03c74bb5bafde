package io.fallow.scheduler.calendar;

import io.fallow.telemetry.store.SqlValues;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;

/**
 * Which kinds of rows the calendars of some assets have at all. Of most assets an owner keeps few
 * kinds: one question spares those without rows a query each. What comes to be between the two is
 * as good as later; a lock-out can't, under the asset's lock.
 */
record KeptKinds(
    boolean closedDays,
    boolean openings,
    boolean exceptions,
    boolean lockouts,
    boolean calibrations,
    boolean turnarounds) {

  // Each is the condition of the query that it spares.
  private static final String KINDS =
      """
      SELECT
        EXISTS (SELECT FROM closed_day
          WHERE facility_id = ANY (sites) AND day BETWEEN first_day AND last_day) AS closed_days,
        EXISTS (SELECT FROM opening WHERE asset_id IS NULL AND facility_id = ANY (sites))
          OR EXISTS (SELECT FROM opening WHERE asset_id = ANY (assets)) AS openings,
        EXISTS (SELECT FROM opening_exception
          WHERE (asset_id IS NULL AND facility_id = ANY (sites) OR asset_id = ANY (assets))
            AND day BETWEEN first_day AND last_day) AS exceptions,
        EXISTS (SELECT FROM lockout
          WHERE asset_id = ANY (assets) AND during && tstzrange(from_time, to_time)) AS lockouts,
        EXISTS (SELECT FROM calibration WHERE asset_id = ANY (assets)) AS calibrations,
        EXISTS (SELECT FROM asset a JOIN turnaround t ON t.asset_id = a.id OR t.asset_type = a.type
          WHERE a.id = ANY (assets)) AS turnarounds
      FROM (
        SELECT sites, assets, from_time, to_time,
               (from_time AT TIME ZONE 'UTC')::date - 1 AS first_day,
               (to_time AT TIME ZONE 'UTC')::date + 1 AS last_day
        FROM (VALUES (?::int[], ?::int[], ?::timestamptz, ?::timestamptz))
          given (sites, assets, from_time, to_time)) asked
      """;

  static KeptKinds read(
      Connection connection,
      Collection<Integer> facilities,
      Collection<Integer> assets,
      TimeRange within)
      throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(KINDS)) {
      statement.setArray(1, SqlValues.ints(connection, facilities));
      statement.setArray(2, SqlValues.ints(connection, assets));
      statement.setObject(3, SqlValues.timestamp(within.start()));
      statement.setObject(4, SqlValues.timestamp(within.end()));
      try (ResultSet row = statement.executeQuery()) {
        row.next();
        return new KeptKinds(
            row.getBoolean("closed_days"),
            row.getBoolean("openings"),
            row.getBoolean("exceptions"),
            row.getBoolean("lockouts"),
            row.getBoolean("calibrations"),
            row.getBoolean("turnarounds"));
      }
    }
  }
}
