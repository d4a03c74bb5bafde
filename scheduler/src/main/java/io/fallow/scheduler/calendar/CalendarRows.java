package io.fallow.scheduler.calendar;

import io.fallow.telemetry.registry.Asset;
import io.fallow.telemetry.store.SqlValues;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The rows from which the calendars of some assets are made, fetched with one query per table. */
final class CalendarRows {

  private final Map<Integer, List<WeeklyOpening>> byFacility = new HashMap<>();
  private final Map<Integer, List<WeeklyOpening>> byAsset = new HashMap<>();
  private final Map<Integer, Map<LocalDate, String>> closedDays = new HashMap<>();
  private final Map<Integer, List<Lockout>> lockouts = new HashMap<>();
  private final Map<Integer, Turnaround> turnarounds;

  private CalendarRows(Map<Integer, Turnaround> turnarounds) {
    this.turnarounds = turnarounds;
  }

  static CalendarRows read(Connection connection, Collection<Asset> assets, TimeRange within)
      throws SQLException {
    List<Integer> ids = assets.stream().map(Asset::id).toList();
    List<Integer> sites = assets.stream().map(asset -> asset.facility().id()).distinct().toList();
    CalendarRows rows = new CalendarRows(TurnaroundRows.read(connection, ids));
    rows.readOpenings(connection, sites, ids);
    rows.readClosedDays(connection, sites, within);
    rows.readLockouts(connection, ids, within);
    return rows;
  }

  AssetCalendar calendar(Asset asset, TimeRange within) {
    int site = asset.facility().id();
    List<WeeklyOpening> openings =
        byAsset.getOrDefault(asset.id(), byFacility.getOrDefault(site, List.of()));
    return new AssetCalendar(
        asset,
        within,
        new WallClock(asset.facility().zone()).hours(openings, within),
        closedDays.getOrDefault(site, Map.of()),
        lockouts.getOrDefault(asset.id(), List.of()),
        turnarounds.getOrDefault(asset.id(), Turnaround.NONE));
  }

  // A LocalTime has no 24:00: the day's end is read as midnight, which WeeklyOpening takes for it.
  private static final String OPENINGS =
      """
      SELECT facility_id, asset_id, day_of_week, opens,
             CASE WHEN closes = '24:00' THEN time '00:00' ELSE closes END AS closes
      FROM opening
      WHERE asset_id IS NULL AND facility_id = ANY (?) OR asset_id = ANY (?)
      """;

  private void readOpenings(Connection connection, List<Integer> facilities, List<Integer> assets)
      throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(OPENINGS)) {
      statement.setArray(1, SqlValues.ints(connection, facilities));
      statement.setArray(2, SqlValues.ints(connection, assets));
      try (ResultSet row = statement.executeQuery()) {
        while (row.next()) {
          Integer asset = row.getObject("asset_id", Integer.class);
          (asset == null
                  ? byFacility.computeIfAbsent(row.getInt("facility_id"), id -> new ArrayList<>())
                  : byAsset.computeIfAbsent(asset, id -> new ArrayList<>()))
              .add(opening(row));
        }
      }
    }
  }

  private static WeeklyOpening opening(ResultSet row) throws SQLException {
    return new WeeklyOpening(
        DayOfWeek.of(row.getInt("day_of_week")),
        row.getObject("opens", LocalTime.class),
        row.getObject("closes", LocalTime.class));
  }

  // A day more on each side: the facilities' days start at other instants than UTC's.
  private static final String CLOSED_DAYS =
      """
      SELECT facility_id, day, reason
      FROM closed_day
      WHERE facility_id = ANY (?)
        AND day BETWEEN (?::timestamptz AT TIME ZONE 'UTC')::date - 1
                    AND (?::timestamptz AT TIME ZONE 'UTC')::date + 1
      """;

  private void readClosedDays(Connection connection, List<Integer> facilities, TimeRange within)
      throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(CLOSED_DAYS)) {
      statement.setArray(1, SqlValues.ints(connection, facilities));
      statement.setObject(2, SqlValues.timestamp(within.start()));
      statement.setObject(3, SqlValues.timestamp(within.end()));
      try (ResultSet row = statement.executeQuery()) {
        while (row.next()) {
          closedDays
              .computeIfAbsent(row.getInt("facility_id"), id -> new HashMap<>())
              .put(row.getObject("day", LocalDate.class), row.getString("reason"));
        }
      }
    }
  }

  // Cut to the range, which also gives a lock-out without an end one.
  private static final String LOCKOUTS =
      """
      SELECT l.asset_id, lower(l.during * asked.range) AS starts,
             upper(l.during * asked.range) AS ends, l.reason
      FROM lockout l, (SELECT tstzrange(?, ?) AS range) asked
      WHERE l.asset_id = ANY (?) AND l.during && asked.range
      ORDER BY l.asset_id, lower(l.during), l.id
      """;

  private void readLockouts(Connection connection, List<Integer> assets, TimeRange within)
      throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(LOCKOUTS)) {
      statement.setObject(1, SqlValues.timestamp(within.start()));
      statement.setObject(2, SqlValues.timestamp(within.end()));
      statement.setArray(3, SqlValues.ints(connection, assets));
      try (ResultSet row = statement.executeQuery()) {
        while (row.next()) {
          TimeRange during =
              new TimeRange(SqlValues.instant(row, "starts"), SqlValues.instant(row, "ends"));
          lockouts
              .computeIfAbsent(row.getInt("asset_id"), id -> new ArrayList<>())
              .add(new Lockout(during, row.getString("reason")));
        }
      }
    }
  }
}
