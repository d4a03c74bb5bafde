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
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Reads when facilities and assets are open: one query for each of weekly hours, exceptions and
 * closed days of which there are any, however many facilities and assets. Exceptions and closed
 * days are those near the range that is asked about.
 */
final class OpeningRows {

  private final Connection connection;
  private final Collection<Integer> facilities;
  private final Collection<Integer> assets;
  private final Owned<List<WeeklyOpening>> weeks = new Owned<>();
  private final Owned<Map<LocalDate, OpeningException>> exceptions = new Owned<>();
  private final Map<Integer, Map<LocalDate, String>> closedDays;

  private OpeningRows(
      Connection connection,
      Collection<Integer> facilities,
      Collection<Integer> assets,
      Map<Integer, Map<LocalDate, String>> closedDays) {
    this.connection = connection;
    this.closedDays = closedDays;
    this.facilities = facilities;
    this.assets = assets;
  }

  static OpeningRows read(
      Connection connection,
      Collection<Integer> facilities,
      Collection<Integer> assets,
      TimeRange within,
      KeptKinds kept)
      throws SQLException {
    Map<Integer, Map<LocalDate, String>> closedDays =
        kept.closedDays() ? ClosedDayRows.read(connection, facilities, within) : Map.of();
    OpeningRows rows = new OpeningRows(connection, facilities, assets, closedDays);
    if (kept.openings()) {
      rows.readWeeks();
    }
    if (kept.exceptions()) {
      rows.readExceptions(within);
    }
    return rows;
  }

  /** Nothing but weekly hours: one of a row, where the row has any. */
  static OpeningRows weekly(Connection connection, ResultSet row) throws SQLException {
    OpeningRows rows = new OpeningRows(connection, List.of(), List.of(), Map.of());
    do {
      if (row.getObject("opens") != null) {
        rows.weeks.of(row, ArrayList::new).add(opening(row));
      }
    } while (row.next());
    return rows;
  }

  Schedule schedule(Asset asset) {
    int site = asset.facility().id();
    return new Schedule(
        new Schedule.Hours(
            weeks.ofAsset(asset.id(), List.of()), exceptions.ofAsset(asset.id(), Map.of())),
        new Schedule.Hours(
            weeks.ofFacility(site, List.of()), exceptions.ofFacility(site, Map.of())),
        closedDays.getOrDefault(site, Map.of()));
  }

  /** What is kept for facilities and, apart from those, for assets. */
  private static final class Owned<T> {

    private final Map<Integer, T> byFacility = new HashMap<>();
    private final Map<Integer, T> byAsset = new HashMap<>();

    T of(ResultSet row, Supplier<T> none) throws SQLException {
      Integer asset = row.getObject("asset_id", Integer.class);
      return asset == null
          ? byFacility.computeIfAbsent(row.getInt("facility_id"), id -> none.get())
          : byAsset.computeIfAbsent(asset, id -> none.get());
    }

    T ofFacility(int id, T none) {
      return byFacility.getOrDefault(id, none);
    }

    T ofAsset(int id, T none) {
      return byAsset.getOrDefault(id, none);
    }
  }

  // A LocalTime has no 24:00: the day's end is read as midnight, which DayHours takes for it.
  private static final String OPENINGS =
      """
      SELECT facility_id, asset_id, day_of_week, opens,
             CASE WHEN closes = '24:00' THEN time '00:00' ELSE closes END AS closes,
             valid_from, valid_until
      FROM opening
      WHERE asset_id IS NULL AND facility_id = ANY (?) OR asset_id = ANY (?)
      ORDER BY id
      """;

  private void readWeeks() throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(OPENINGS)) {
      bindOwners(statement);
      try (ResultSet row = statement.executeQuery()) {
        while (row.next()) {
          weeks.of(row, ArrayList::new).add(opening(row));
        }
      }
    }
  }

  static WeeklyOpening opening(ResultSet row) throws SQLException {
    return new WeeklyOpening(
        DayOfWeek.of(row.getInt("day_of_week")),
        hours(row),
        new Validity(day(row, "valid_from"), day(row, "valid_until")));
  }

  private static DayHours hours(ResultSet row) throws SQLException {
    return new DayHours(
        row.getObject("opens", LocalTime.class), row.getObject("closes", LocalTime.class));
  }

  private static Optional<LocalDate> day(ResultSet row, String column) throws SQLException {
    return Optional.ofNullable(row.getObject(column, LocalDate.class));
  }

  // A day more on each side: the facilities' days start at other instants than UTC's.
  private static final String EXCEPTIONS =
      """
      SELECT e.facility_id, e.asset_id, e.day, e.reason, h.opens,
             CASE WHEN h.closes = '24:00' THEN time '00:00' ELSE h.closes END AS closes
      FROM opening_exception e
      LEFT JOIN exception_hours h ON h.exception_id = e.id
      WHERE (e.asset_id IS NULL AND e.facility_id = ANY (?) OR e.asset_id = ANY (?))
        AND e.day BETWEEN (?::timestamptz AT TIME ZONE 'UTC')::date - 1
                      AND (?::timestamptz AT TIME ZONE 'UTC')::date + 1
      ORDER BY e.day, h.opens
      """;

  private void readExceptions(TimeRange within) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(EXCEPTIONS)) {
      bindOwners(statement);
      statement.setObject(3, SqlValues.timestamp(within.start()));
      statement.setObject(4, SqlValues.timestamp(within.end()));
      try (ResultSet row = statement.executeQuery()) {
        while (row.next()) {
          exceptions
              .of(row, LinkedHashMap::new)
              .merge(row.getObject("day", LocalDate.class), exception(row), OpeningException::with);
        }
      }
    }
  }

  static OpeningException exception(ResultSet row) throws SQLException {
    return new OpeningException(
        row.getObject("day", LocalDate.class),
        row.getObject("opens") == null ? List.of() : List.of(hours(row)),
        row.getString("reason"));
  }

  private void bindOwners(PreparedStatement statement) throws SQLException {
    statement.setArray(1, SqlValues.ints(connection, facilities));
    statement.setArray(2, SqlValues.ints(connection, assets));
  }
}
