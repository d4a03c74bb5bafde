package io.fallow.telemetry.forecast;

import io.fallow.telemetry.forecast.IdleForecasts.Basis;
import io.fallow.telemetry.registry.Asset;
import io.fallow.telemetry.registry.Facility;
import io.fallow.telemetry.store.Database;
import io.fallow.telemetry.store.Question;
import io.fallow.telemetry.store.SqlValues;
import java.sql.Connection;
import java.sql.Date;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Keeps the newest forecast of each asset. One is good for half a day, if readings have not run
 * ahead of it by more than that (as they do while a history comes in), and its facility's zone and
 * holidays are still the same.
 */
final class ForecastStore {

  private static final Duration GOOD_FOR = Duration.ofHours(12);
  private static final Duration DUE_AFTER = Duration.ofHours(6);

  private final Database database;

  ForecastStore(Database database) {
    this.database = database;
  }

  private static final String USABLE =
      """
      SELECT f.asset_id, f.basis, f.first_quarter, f.chances, f.weeks
      FROM idle_forecast f
      WHERE f.asset_id = ANY (?) AND f.made_at <= ? AND f.made_at > ?
        AND NOT has_run_ahead(f.asset_id, f.seen_to)
      """;

  /** The kept forecasts that are good at a moment, by asset id. */
  Map<Integer, IdleForecast> usable(Map<Integer, Basis> bases, Instant asOf) {
    return database.reading(connection -> usable(connection, bases, asOf));
  }

  private static Map<Integer, IdleForecast> usable(
      Connection connection, Map<Integer, Basis> bases, Instant asOf) throws SQLException {
    Map<Integer, IdleForecast> found = new HashMap<>();
    try (PreparedStatement query = connection.prepareStatement(USABLE)) {
      query.setArray(1, SqlValues.ints(connection, bases.keySet()));
      query.setObject(2, SqlValues.timestamp(asOf));
      query.setObject(3, SqlValues.timestamp(asOf.minus(GOOD_FOR)));
      try (ResultSet row = query.executeQuery()) {
        while (row.next()) {
          if (row.getInt(2) == bases.get(row.getInt(1)).code()) {
            found.put(
                row.getInt(1), new IdleForecast(row.getLong(3), row.getBytes(4), row.getBytes(5)));
          }
        }
      }
    }
    return found;
  }

  private static final String USABLE_OF_ONE =
      """
      SELECT f.basis, f.first_quarter, f.chances, f.weeks,
             ARRAY(SELECT h.day FROM facility_holiday h WHERE h.facility_id = ?) AS holidays
      FROM idle_forecast f
      WHERE f.asset_id = ? AND f.made_at <= ? AND f.made_at > ?
        AND NOT has_run_ahead(f.asset_id, f.seen_to)
      """;

  /** The same of one asset, whose facility's holidays come with it. */
  Optional<IdleForecast> usable(Asset asset, Instant asOf) {
    return database.reading(connection -> usable(connection, asset, asOf));
  }

  private static Optional<IdleForecast> usable(Connection connection, Asset asset, Instant asOf)
      throws SQLException {
    Facility facility = asset.facility();
    try (PreparedStatement query = connection.prepareStatement(USABLE_OF_ONE)) {
      query.setInt(1, facility.id());
      query.setInt(2, asset.id());
      query.setObject(3, SqlValues.timestamp(asOf));
      query.setObject(4, SqlValues.timestamp(asOf.minus(GOOD_FOR)));
      try (ResultSet row = query.executeQuery()) {
        return part(facility, row);
      }
    }
  }

  private static final String USABLE_PART =
      """
      SELECT f.basis, part.first, substr(f.chances, part.at, part.quarters) AS chances,
             substr(f.weeks, part.at, part.quarters) AS weeks,
             ARRAY(SELECT h.day FROM facility_holiday h WHERE h.facility_id = ?) AS holidays
      FROM idle_forecast f
      CROSS JOIN LATERAL (
        SELECT first, (first - f.first_quarter + 1)::int AS at,
               greatest(until - first, 0)::int AS quarters
        FROM (VALUES (greatest(?::bigint, f.first_quarter), ?::bigint)) asked (first, until)) part
      WHERE f.asset_id = ? AND f.made_at <= ? AND f.made_at > ?
        AND NOT has_run_ahead(f.asset_id, f.seen_to)
      """;

  /** What of it is about the time {@code [from, to)}. */
  static Question<Optional<IdleForecast>> usable(
      Asset asset, Instant from, Instant to, Instant asOf) {
    return new Question<>(
        USABLE_PART,
        values ->
            values
                .add(asset.facility().id())
                .add(QuarterHours.number(from))
                .add(QuarterHours.number(to) + 1)
                .add(asset.id())
                .add(asOf)
                .add(asOf.minus(GOOD_FOR)),
        row -> part(asset.facility(), row));
  }

  private static Optional<IdleForecast> part(Facility facility, ResultSet row) throws SQLException {
    return row.next() && row.getInt(1) == new Basis(facility.zone(), days(row)).code()
        ? Optional.of(new IdleForecast(row.getLong(2), row.getBytes(3), row.getBytes(4)))
        : Optional.empty();
  }

  private static Set<LocalDate> days(ResultSet row) throws SQLException {
    return Stream.of((Date[]) row.getArray("holidays").getArray())
        .map(Date::toLocalDate)
        .collect(Collectors.toUnmodifiableSet());
  }

  /** Up to when usage is derived, by asset id; absent where nothing is. */
  Map<Integer, Instant> seenTo(Collection<Integer> assetIds) {
    return database.inTransaction(connection -> seenTo(connection, assetIds));
  }

  private static Map<Integer, Instant> seenTo(Connection connection, Collection<Integer> assetIds)
      throws SQLException {
    String sql =
        """
        SELECT asset_id, last_time FROM usage_state
        WHERE asset_id = ANY (?) AND last_time IS NOT NULL
        """;
    Map<Integer, Instant> found = new HashMap<>();
    try (PreparedStatement query = connection.prepareStatement(sql)) {
      query.setArray(1, SqlValues.ints(connection, assetIds));
      try (ResultSet row = query.executeQuery()) {
        while (row.next()) {
          found.put(row.getInt(1), SqlValues.instant(row, "last_time"));
        }
      }
    }
    return found;
  }

  private static final String KEEP =
      """
      INSERT INTO idle_forecast
        (asset_id, made_at, seen_to, basis, first_quarter, chances, weeks)
      VALUES (?, ?, ?, ?, ?, ?, ?)
      ON CONFLICT (asset_id) DO UPDATE SET made_at = excluded.made_at, seen_to = excluded.seen_to,
        basis = excluded.basis, first_quarter = excluded.first_quarter,
        chances = excluded.chances, weeks = excluded.weeks
      """;

  /** Keeps forecasts in the place of older ones. */
  void keep(
      Map<Integer, IdleForecast> forecasts,
      Map<Integer, Basis> bases,
      Map<Integer, Instant> seenTo,
      Instant madeAt) {
    database.inTransaction(
        connection -> {
          try (PreparedStatement statement = connection.prepareStatement(KEEP)) {
            for (Map.Entry<Integer, IdleForecast> each : forecasts.entrySet()) {
              int assetId = each.getKey();
              Instant seen = seenTo.get(assetId);
              statement.setInt(1, assetId);
              statement.setObject(2, SqlValues.timestamp(madeAt));
              statement.setObject(3, seen == null ? null : SqlValues.timestamp(seen));
              statement.setInt(4, bases.get(assetId).code());
              statement.setLong(5, each.getValue().first());
              statement.setBytes(6, each.getValue().chances());
              statement.setBytes(7, each.getValue().weeks());
              statement.addBatch();
            }
            return statement.executeBatch();
          }
        });
  }

  // While a history comes in, an asset's readings lag far behind the present: it waits till then.
  private static final String DUE =
      """
      SELECT s.asset_id
      FROM usage_state s LEFT JOIN idle_forecast f ON f.asset_id = s.asset_id
      WHERE s.last_time IS NOT NULL
        AND (f.made_at < ?
             OR (s.last_time > ? AND (f.asset_id IS NULL OR f.seen_to IS NULL
                                      OR s.last_time > f.seen_to + interval '6 hours')))
      ORDER BY f.made_at NULLS FIRST, s.asset_id
      LIMIT ?
      """;

  /** Assets whose forecast wants to be made, the longest waiting first. */
  List<Integer> due(Instant now, int most) {
    return database.inTransaction(connection -> due(connection, now, most));
  }

  private static List<Integer> due(Connection connection, Instant now, int most)
      throws SQLException {
    List<Integer> found = new ArrayList<>();
    try (PreparedStatement query = connection.prepareStatement(DUE)) {
      query.setObject(1, SqlValues.timestamp(now.minus(DUE_AFTER)));
      query.setObject(2, SqlValues.timestamp(now.minus(GOOD_FOR)));
      query.setInt(3, most);
      try (ResultSet row = query.executeQuery()) {
        while (row.next()) {
          found.add(row.getInt(1));
        }
      }
    }
    return found;
  }
}
