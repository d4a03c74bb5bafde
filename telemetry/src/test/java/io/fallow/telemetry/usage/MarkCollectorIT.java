package io.fallow.telemetry.usage;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.ResultSet;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * Marks say: this asset has readings between these instants, here small numbers of microseconds.
 */
final class MarkCollectorIT {

  private static final long REST_MS = 2_000;

  private static UsageWorld world;

  @BeforeAll
  static void start() {
    world = new UsageWorld();
  }

  @AfterAll
  static void stop() {
    world.close();
  }

  @BeforeEach
  void empty() {
    world.execute("TRUNCATE usage_mark, usage_dirty");
  }

  @Test
  void makesOneRowOfWorkForAnAssetHoweverManyMarksItHas() {
    mark(10, "{1,2}", "{100,200}", "{150,200}");
    mark(10, "{1}", "{90}", "{120}");

    assertThat(collect()).isFalse();
    assertThat(work()).containsExactly("1: 90-150", "2: 200-200");
    assertThat(marks()).isEmpty();
    assertThat(world.queries.backlog()).isEqualTo(2);
  }

  @Test
  void letsAMarkRestAWhile() {
    mark(0, "{1}", "{100}", "{150}");

    collect();
    assertThat(work()).isEmpty();
    assertThat(marks()).containsExactly("1: 100-150");
    assertThat(world.queries.backlog()).isEqualTo(1);
  }

  @Test
  void holdsBackWhatAYoungerMarkOfTheSameAssetOverlaps() {
    mark(3, "{1,2,3}", "{100,100,100}", "{150,150,150}");
    mark(0, "{1,2}", "{120,80}", "{170,170}");

    collect();
    assertThat(work()).containsExactly("1: 100-119", "3: 100-150");
    assertThat(marks())
        .containsExactlyInAnyOrder("1: 120-150", "2: 100-150", "1: 120-170", "2: 80-170");
  }

  @Test
  void doesNotHoldBackForLong() {
    mark(6, "{1}", "{100}", "{150}");
    mark(0, "{1}", "{120}", "{170}");

    collect();
    assertThat(work()).containsExactly("1: 100-150");
    assertThat(marks()).containsExactly("1: 120-170");
  }

  @Test
  void whatIsHeldBackStaysAsOldAsItWas() {
    mark(4, "{1}", "{100}", "{150}");
    mark(0, "{1}", "{120}", "{170}");
    collect();
    world.execute("UPDATE usage_mark SET made_at = made_at - interval '1.9 s'");

    collect();
    assertThat(work()).containsExactly("1: 100-119", "1: 120-150");
  }

  @Test
  void collectsSoManyAtATimeAndSaysThatThereAreMore() {
    for (int i = 0; i < 501; i++) {
      mark(10, "{1}", "{" + i + "}", "{" + i + "}");
    }

    assertThat(collect()).isTrue();
    assertThat(collect()).isFalse();
    assertThat(work()).containsExactly("1: 0-499", "1: 500-500");
  }

  @Test
  void nobodyCollectsBesideAnother() {
    mark(10, "{1}", "{100}", "{150}");

    world.database.inTransaction(
        first -> {
          MarkCollector.collect(first, REST_MS);
          assertThat(collect()).isFalse();
          return null;
        });
    assertThat(work()).containsExactly("1: 100-150");
  }

  private static boolean collect() {
    return world.database.inTransaction(connection -> MarkCollector.collect(connection, REST_MS));
  }

  private static void mark(int secondsAgo, String assets, String begins, String ends) {
    world.execute(
        """
        INSERT INTO usage_mark (made_at, from_time, asset_ids, from_micros, to_micros)
        VALUES (clock_timestamp() - interval '%d s', 'epoch', '%s', '%s', '%s')
        """
            .formatted(secondsAgo, assets, begins, ends));
  }

  private static List<String> work() {
    return texts(
        """
        SELECT asset_id || ': ' || extract(microseconds FROM from_time)::int || '-'
               || extract(microseconds FROM to_time)::int
        FROM usage_dirty ORDER BY asset_id, from_time
        """);
  }

  private static List<String> marks() {
    return texts(
        """
        SELECT a || ': ' || f || '-' || t
        FROM usage_mark, unnest(asset_ids, from_micros, to_micros) AS m (a, f, t)
        """);
  }

  private static List<String> texts(String sql) {
    return world.database.inTransaction(
        connection -> {
          List<String> found = new ArrayList<>();
          try (var query = connection.prepareStatement(sql);
              ResultSet row = query.executeQuery()) {
            while (row.next()) {
              found.add(row.getString(1));
            }
          }
          return found;
        });
  }
}
