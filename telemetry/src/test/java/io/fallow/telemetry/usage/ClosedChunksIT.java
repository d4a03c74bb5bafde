package io.fallow.telemetry.usage;

import static io.fallow.telemetry.usage.UsageWorld.draws;
import static org.assertj.core.api.Assertions.assertThat;

import io.fallow.telemetry.registry.ActivityRule;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class ClosedChunksIT {

  private static final Instant NOW = Instant.parse("2026-11-21T12:00:00Z");
  private static final ActivityRule RULE =
      new ActivityRule.PowerThreshold(2_000, 100, Duration.ofMinutes(5));

  @Test
  void closedChunksGetAnIndexByAssetAndHotOnesDoNot() {
    try (UsageWorld world = new UsageWorld()) {
      fill(world, 10, 5);
      ClosedChunks chunks = new ClosedChunks(world.database, NOW);
      assertThat(chunks.indexOne(NOW.minusSeconds(1))).isFalse();

      int built = 0;
      while (chunks.indexOne(NOW)) {
        built++;
      }
      assertThat(built).isEqualTo(3);
      assertThat(indexes(world)).as("the chunks of today and yesterday are left alone").hasSize(3);
      assertThat(chunks.indexOne(NOW.plusSeconds(61))).isFalse();
      assertThat(chunks.indexOne(NOW.plus(Duration.ofDays(1)))).isTrue();
    }
  }

  @Test
  void anOldLogOfOneAssetIsReadWithoutThoseOfOthers() {
    try (UsageWorld world = new UsageWorld()) {
      fill(world, 20, 8);
      ClosedChunks chunks = new ClosedChunks(world.database, NOW);
      int built = 0;
      while (chunks.indexOne(NOW)) {
        built++;
      }
      assertThat(built).isEqualTo(6);
      String plan =
          String.join(
              "\n",
              strings(
                  world,
                  """
                  EXPLAIN SELECT asset_id, time, activity, power_w, counter FROM reading
                  WHERE time >= '2026-11-14' AND time < '2026-11-20' AND asset_id = ANY ('{3}')
                  ORDER BY time
                  """));
      assertThat(plan).contains("_asset").doesNotContain("Seq Scan");
    }
  }

  /** Readings of every minute of the last days up to noon of today. */
  private static void fill(UsageWorld world, int assets, int days) {
    List<Integer> ids = new ArrayList<>();
    for (int i = 0; i < assets; i++) {
      ids.add(world.asset("m-" + i, RULE).id());
    }
    for (int day = days - 1; day >= 0; day--) {
      long start = Micros.of(NOW) / Micros.DAY * Micros.DAY - day * Micros.DAY;
      Map<Integer, List<Sample>> readings = new HashMap<>();
      for (int id : ids) {
        List<Sample> samples = new ArrayList<>();
        for (long minute = 0; minute < 720; minute++) {
          samples.add(draws(start + minute * 60 * Micros.SECOND, 500));
        }
        readings.put(id, samples);
      }
      world.store(readings);
    }
  }

  private static List<String> indexes(UsageWorld world) {
    return strings(
        world,
        """
        SELECT indexname FROM pg_indexes
        WHERE schemaname = '_timescaledb_internal' AND indexname LIKE '%_chunk_asset'
        """);
  }

  private static List<String> strings(UsageWorld world, String sql) {
    return world.database.inTransaction(connection -> strings(connection, sql));
  }

  private static List<String> strings(Connection connection, String sql) throws SQLException {
    List<String> found = new ArrayList<>();
    try (Statement query = connection.createStatement();
        ResultSet row = query.executeQuery(sql)) {
      while (row.next()) {
        found.add(row.getString(1));
      }
    }
    return found;
  }
}
