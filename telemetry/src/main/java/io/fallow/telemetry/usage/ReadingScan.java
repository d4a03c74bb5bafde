package io.fallow.telemetry.usage;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Reads what derivations need, in order of time. The newest chunks have no index that leads on the
 * asset, so one scan of a time range serves all assets that need about the same range; assets that
 * are far apart are scanned for separately, so that nobody reads through what lies between them.
 */
final class ReadingScan {

  private static final long NEAR = 10 * 60 * Micros.SECOND;
  private static final int FETCHED_AT_ONCE = 4_000;

  private final Connection connection;

  ReadingScan(Connection connection) {
    this.connection = connection;
  }

  /** Gives every derivation its readings, and says how many were read. */
  int feed(List<Derivation> derivations) throws SQLException {
    int readings = 0;
    for (List<Derivation> group : groups(derivations)) {
      readings += feedGroup(group);
    }
    return readings;
  }

  private static List<List<Derivation>> groups(List<Derivation> derivations) {
    List<List<Derivation>> groups = new ArrayList<>();
    List<Derivation> sorted = new ArrayList<>(derivations);
    sorted.sort(Comparator.comparingLong(Derivation::readFrom));
    long start = Micros.NEVER_BEFORE;
    for (Derivation next : sorted) {
      if (groups.isEmpty() || next.readFrom() > start + NEAR) {
        groups.add(new ArrayList<>());
        start = next.readFrom();
      }
      groups.get(groups.size() - 1).add(next);
    }
    return groups;
  }

  private static final String READINGS =
      """
      SELECT asset_id, time, activity, power_w, counter
      FROM reading
      WHERE time >= ? AND time < ? AND asset_id = ANY (?)
      ORDER BY time
      """;

  private int feedGroup(List<Derivation> group) throws SQLException {
    Map<Integer, Derivation> byAsset =
        group.stream().collect(Collectors.toMap(Derivation::assetId, Function.identity()));
    long until = group.stream().mapToLong(Derivation::readUntil).max().orElseThrow();
    int readings = 0;
    try (PreparedStatement query = connection.prepareStatement(READINGS)) {
      query.setFetchSize(FETCHED_AT_ONCE);
      query.setObject(1, Micros.utc(group.get(0).readFrom()));
      query.setObject(2, Micros.utc(until));
      query.setArray(3, Rows.ids(connection, byAsset.keySet()));
      try (ResultSet row = query.executeQuery()) {
        while (row.next()) {
          byAsset.get(row.getInt("asset_id")).add(sample(row));
          readings++;
        }
      }
    }
    return readings;
  }

  private static Sample sample(ResultSet row) throws SQLException {
    int activity = row.getInt("activity");
    int activityOrNone = row.wasNull() ? Sample.NONE : activity;
    float power = row.getFloat("power_w");
    float powerOrNone = row.wasNull() ? Sample.NONE : power;
    long counter = row.getLong("counter");
    long counterOrNone = row.wasNull() ? Sample.NONE : counter;
    return new Sample(Rows.micros(row, "time"), activityOrNone, powerOrNone, counterOrNone);
  }
}
