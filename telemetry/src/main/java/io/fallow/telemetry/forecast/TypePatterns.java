package io.fallow.telemetry.forecast;

import io.fallow.telemetry.registry.Asset;
import io.fallow.telemetry.store.Database;
import io.fallow.telemetry.store.SqlValues;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Supplier;

/**
 * Reads how assets of a type behave in one organisation (what others do is theirs to know): of
 * fifty of them, whatever the fleet; without the hours in which others used them. Keeps what it
 * read for an hour.
 */
final class TypePatterns {

  private static final Duration BACK = Duration.ofDays(56);
  private static final double SECONDS_OF_WEEK = 604_800;

  private final Database database;
  private final Kept kept = new Kept();

  TypePatterns(Database database) {
    this.database = database;
  }

  private static final String PATTERN =
      """
      SELECT greatest(0, extract(isodow FROM h.hour AT TIME ZONE f.zone)::int - 5) * 24
               + extract(hour FROM h.hour AT TIME ZONE f.zone)::int AS slot,
             sum(h.standby_s + h.off_s) AS idle_s,
             sum(h.in_use_s + h.standby_s + h.off_s + h.fault_s) AS observed_s
      FROM (SELECT id, facility_id FROM asset WHERE organisation_id = ? AND type = ?
            ORDER BY id LIMIT 50) a
      JOIN facility f ON f.id = a.facility_id
      JOIN utilisation_hour h ON h.asset_id = a.id
      WHERE h.hour >= ? AND h.hour < ?
        AND NOT EXISTS (
          SELECT FROM borrowed_time b
          WHERE b.asset_id = h.asset_id AND b.from_time < h.hour + interval '1 hour'
            AND coalesce(b.to_time, 'infinity') > h.hour)
      GROUP BY 1
      """;

  /** The pattern of an asset's type in its organisation, the asset itself among the others. */
  TypePattern of(Asset asset, Instant asOf) {
    Instant hour = asOf.truncatedTo(ChronoUnit.HOURS);
    return kept.of(
        new Key(asset.organisationId(), asset.type(), hour),
        () ->
            database.asPlatform(
                () -> database.inTransaction(connection -> read(connection, asset, hour))));
  }

  private static TypePattern read(Connection connection, Asset asset, Instant asOf)
      throws SQLException {
    double[] idle = new double[TypePattern.HOURS];
    Arrays.fill(idle, 0.5);
    double observedS = 0;
    try (PreparedStatement query = connection.prepareStatement(PATTERN)) {
      query.setInt(1, asset.organisationId());
      query.setString(2, asset.type());
      query.setObject(3, SqlValues.timestamp(asOf.minus(BACK)));
      query.setObject(4, SqlValues.timestamp(asOf));
      try (ResultSet row = query.executeQuery()) {
        while (row.next()) {
          idle[row.getInt(1)] = row.getDouble(2) / row.getDouble(3);
          observedS += row.getDouble(3);
        }
      }
    }
    return new TypePattern(idle, observedS / SECONDS_OF_WEEK);
  }

  private record Key(int organisationId, String type, Instant hour) {}

  /** The patterns asked for last. */
  private static final class Kept extends LinkedHashMap<Key, TypePattern> {
    private static final long serialVersionUID = 1;
    private static final int MOST = 200;

    Kept() {
      super(16, 0.75f, true);
    }

    TypePattern of(Key key, Supplier<TypePattern> read) {
      synchronized (this) {
        if (containsKey(key)) {
          return get(key);
        }
      }
      TypePattern pattern = read.get();
      synchronized (this) {
        put(key, pattern);
      }
      return pattern;
    }

    @Override
    protected boolean removeEldestEntry(Map.Entry<Key, TypePattern> eldest) {
      return size() > MOST;
    }
  }
}
