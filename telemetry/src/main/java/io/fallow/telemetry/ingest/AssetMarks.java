package io.fallow.telemetry.ingest;

import io.fallow.gateway.wire.Activity;
import io.fallow.gateway.wire.Reading;
import io.fallow.telemetry.ingest.CheckedMessage.AssetReading;
import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What a batch means for each asset: its newest reading, and between which instants its usage has
 * to be worked out again. Sorted by asset, so that writers never wait for each other in a circle.
 */
final class AssetMarks {

  /** Readings of one instant are ordered by what they say, never by when they came. */
  private static final Comparator<Reading> ORDER =
      Comparator.comparing(Reading::time)
          .thenComparingInt(reading -> reading.activity().map(Activity::code).orElse((short) -1))
          .thenComparingDouble(reading -> (float) reading.powerW().orElse(-1))
          .thenComparingLong(reading -> reading.counter().orElse(-1));

  private record Mark(Instant earliest, Reading newest) {

    Instant latest() {
      return newest.time();
    }

    Mark and(Mark other) {
      return new Mark(
          earliest.isBefore(other.earliest) ? earliest : other.earliest,
          ORDER.compare(newest, other.newest) >= 0 ? newest : other.newest);
    }
  }

  private final SortedMap<Integer, Mark> marks = new TreeMap<>();

  private AssetMarks() {}

  static AssetMarks of(Collection<CheckedMessage> messages) {
    AssetMarks all = new AssetMarks();
    for (CheckedMessage message : messages) {
      for (AssetReading each : message.accepted()) {
        Reading reading = each.reading();
        all.marks.merge(each.assetId(), new Mark(reading.time(), reading), Mark::and);
      }
    }
    return all;
  }

  void write(Connection connection) throws SQLException {
    if (!marks.isEmpty()) {
      latest(connection);
      dirty(connection);
    }
  }

  private static final String LATEST =
      """
      INSERT INTO asset_latest AS l (asset_id, time, activity, power_w, counter)
      SELECT * FROM unnest(?::int[], ?::timestamptz[], ?::smallint[], ?::real[], ?::bigint[])
      ON CONFLICT (asset_id) DO UPDATE
      SET time = EXCLUDED.time, activity = EXCLUDED.activity,
          power_w = EXCLUDED.power_w, counter = EXCLUDED.counter
      WHERE (l.time, coalesce(l.activity, -1), coalesce(l.power_w, -1), coalesce(l.counter, -1))
          < (EXCLUDED.time, coalesce(EXCLUDED.activity, -1),
             coalesce(EXCLUDED.power_w, -1), coalesce(EXCLUDED.counter, -1))
      """;

  private void latest(Connection connection) throws SQLException {
    Reading[] newest = marks.values().stream().map(Mark::newest).toArray(Reading[]::new);
    Short[] activities = new Short[newest.length];
    Float[] powers = new Float[newest.length];
    Long[] counters = new Long[newest.length];
    Instant[] times = new Instant[newest.length];
    for (int i = 0; i < newest.length; i++) {
      Reading reading = newest[i];
      times[i] = reading.time();
      activities[i] = reading.activity().map(Activity::code).orElse(null);
      powers[i] = reading.powerW().isPresent() ? (float) reading.powerW().getAsDouble() : null;
      counters[i] = reading.counter().isPresent() ? reading.counter().getAsLong() : null;
    }
    try (PreparedStatement upsert = connection.prepareStatement(LATEST)) {
      upsert.setArray(1, connection.createArrayOf("int4", assetIds()));
      upsert.setArray(2, instants(connection, times));
      upsert.setArray(3, connection.createArrayOf("int2", activities));
      upsert.setArray(4, connection.createArrayOf("float4", powers));
      upsert.setArray(5, connection.createArrayOf("int8", counters));
      upsert.executeUpdate();
    }
  }

  private static final String DIRTY =
      """
      INSERT INTO usage_dirty (asset_id, from_time, to_time)
      SELECT * FROM unnest(?::int[], ?::timestamptz[], ?::timestamptz[])
      """;

  private void dirty(Connection connection) throws SQLException {
    Instant[] earliest = marks.values().stream().map(Mark::earliest).toArray(Instant[]::new);
    Instant[] latest = marks.values().stream().map(Mark::latest).toArray(Instant[]::new);
    try (PreparedStatement insert = connection.prepareStatement(DIRTY)) {
      insert.setArray(1, connection.createArrayOf("int4", assetIds()));
      insert.setArray(2, instants(connection, earliest));
      insert.setArray(3, instants(connection, latest));
      insert.executeUpdate();
    }
  }

  private Integer[] assetIds() {
    return marks.keySet().toArray(Integer[]::new);
  }

  private static Array instants(Connection connection, Instant[] instants) throws SQLException {
    String[] texts = new String[instants.length];
    for (int i = 0; i < texts.length; i++) {
      texts[i] = instants[i].toString();
    }
    return connection.createArrayOf("timestamptz", texts);
  }
}
