package io.fallow.scheduler.calendar;

import io.fallow.gateway.wire.Activity;
import io.fallow.telemetry.registry.Asset;
import io.fallow.telemetry.store.SqlValues;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Reads the state of the calibration of those among some assets that need one. */
final class CalibrationRows {

  private CalibrationRows() {}

  // Run time matters only where it is limited. What telemetry has seen of a reservation is counted
  // as use; seen is until when it has.
  private static final String STATES =
      """
      SELECT asset_id, days, run_hours, calibrated, in_use_s, seen FROM calibration_use(?, ?)
      """;

  private static final String RESERVED =
      """
      SELECT asset_id, begins, ends FROM calibration_booked(?)
      """;

  /** By asset id. */
  static Map<Integer, CalibrationState> read(Connection connection, Collection<Asset> assets)
      throws SQLException {
    Map<Integer, Asset> byId =
        assets.stream()
            .collect(Collectors.toMap(Asset::id, Function.identity(), (one, same) -> one));
    Map<Integer, CalibrationState> states = new HashMap<>();
    Map<Integer, TimeRanges> reserved = reserved(connection, byId.keySet());
    try (PreparedStatement statement = connection.prepareStatement(STATES)) {
      statement.setArray(1, SqlValues.ints(connection, byId.keySet()));
      statement.setShort(2, Activity.IN_USE.code());
      try (ResultSet row = statement.executeQuery()) {
        while (row.next()) {
          int id = row.getInt("asset_id");
          states.put(id, state(row, byId.get(id), reserved.getOrDefault(id, TimeRanges.NONE)));
        }
      }
    }
    return states;
  }

  private static Map<Integer, TimeRanges> reserved(Connection connection, Collection<Integer> ids)
      throws SQLException {
    Map<Integer, List<TimeRange>> times = new HashMap<>();
    try (PreparedStatement statement = connection.prepareStatement(RESERVED)) {
      statement.setArray(1, SqlValues.ints(connection, ids));
      try (ResultSet row = statement.executeQuery()) {
        while (row.next()) {
          times
              .computeIfAbsent(row.getInt("asset_id"), id -> new ArrayList<>())
              .add(new TimeRange(SqlValues.instant(row, "begins"), SqlValues.instant(row, "ends")));
        }
      }
    }
    Map<Integer, TimeRanges> reserved = new HashMap<>();
    times.forEach((id, ranges) -> reserved.put(id, TimeRanges.of(ranges)));
    return reserved;
  }

  private static final String LIMITED =
      "SELECT asset_id FROM calibration WHERE asset_id = ANY (?) AND run_hours IS NOT NULL";

  /** Those of some assets that must be calibrated after so many hours in use. */
  static Set<Integer> limitedByUse(Connection connection, Collection<Integer> ids)
      throws SQLException {
    Set<Integer> limited = new HashSet<>();
    try (PreparedStatement statement = connection.prepareStatement(LIMITED)) {
      statement.setArray(1, SqlValues.ints(connection, ids));
      try (ResultSet row = statement.executeQuery()) {
        while (row.next()) {
          limited.add(row.getInt("asset_id"));
        }
      }
    }
    return limited;
  }

  private static CalibrationState state(ResultSet row, Asset asset, TimeRanges reserved)
      throws SQLException {
    return new CalibrationState(
        limits(row),
        SqlValues.optionalInstant(row, "calibrated"),
        Duration.ofSeconds(row.getLong("in_use_s")),
        reserved,
        asset.facility().zone());
  }

  static CalibrationLimits limits(ResultSet row) throws SQLException {
    return new CalibrationLimits(
        Optional.ofNullable(row.getObject("days", Integer.class)),
        Optional.ofNullable(row.getObject("run_hours", Integer.class)).map(Duration::ofHours));
  }
}
