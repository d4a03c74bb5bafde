package io.fallow.scheduler.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.sql.PreparedStatement;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A fleet that is too large to be searched without its index. */
class IndexNotReadyIT {

  private static final String SEARCH = "/api/v1/windows?type=mri";

  @TempDir static Path folder;

  @Test
  void aSearchOfALargeFleetIsToldToComeBackUntilTheIndexIsBuilt() throws Exception {
    try (ApiWorld world = new ApiWorld(folder)) {
      world.run(COPIES, 600);
      CountDownLatch locked = new CountDownLatch(1);
      CountDownLatch asked = new CountDownLatch(1);
      Thread holds = new Thread(() -> holdForecasts(world, locked, asked));
      holds.start();
      locked.await();
      world.services.index().start(world.clock);
      Reply early = world.get(ApiWorld.LENA, SEARCH);
      assertThat(early.status()).isEqualTo(503);
      assertThat(early.json().getString("type")).endsWith("index-not-ready");
      assertThat(early.header("Retry-After")).isEqualTo("2");
      asked.countDown();
      holds.join();
      await()
          .atMost(Duration.ofMinutes(1))
          .untilAsserted(
              () -> assertThat(world.get(ApiWorld.LENA, SEARCH).status()).isEqualTo(200));
      world.services.index().close();
    }
  }

  private static final String COPIES =
      """
      INSERT INTO asset OVERRIDING SYSTEM VALUE
      SELECT copy.*
      FROM generate_series(1, ?) n
      JOIN asset first ON first.code = 'mri-1'
      CROSS JOIN LATERAL jsonb_populate_record(
        first,
        jsonb_build_object(
          'id', nextval(pg_get_serial_sequence('asset', 'id')), 'code', 'copy-' || n)) AS copy
      """;

  /** The index reads forecasts to be built; who asks what is visible does not. */
  private static void holdForecasts(ApiWorld world, CountDownLatch locked, CountDownLatch asked) {
    world.database.inTransaction(
        connection -> {
          try (PreparedStatement lock = connection.prepareStatement(LOCK)) {
            lock.execute();
          }
          locked.countDown();
          waitFor(asked);
          return null;
        });
  }

  private static void waitFor(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException hurry) {
      Thread.currentThread().interrupt();
    }
  }

  private static final String LOCK = "LOCK TABLE idle_forecast IN ACCESS EXCLUSIVE MODE";
}
