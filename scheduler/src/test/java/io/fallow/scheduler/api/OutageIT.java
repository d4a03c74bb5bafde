package io.fallow.scheduler.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OutageIT {

  @TempDir Path folder;

  @Test
  void withoutItsDatabaseItLivesIsNotReadyAndAsksToTryLater() throws Exception {
    try (ApiWorld world = new ApiWorld(folder)) {
      assertThat(world.get(ApiWorld.LENA, "/api/v1/assets").status()).isEqualTo(200);
      world.server.stopServer();
      try {
        Reply reply = world.get(ApiWorld.LENA, "/api/v1/assets");
        assertThat(reply.status()).isEqualTo(503);
        assertThat(reply.header("Retry-After")).isNotEmpty();
        assertThat(reply.code()).isIn("database-unavailable", "overloaded");
        Reply ready = world.send(world.request("/health/ready"));
        assertThat(ready.status()).isEqualTo(503);
        assertThat(ready.list("checks").get(0).getString("reason")).isNotBlank();
        assertThat(world.send(world.request("/health/live")).status()).isEqualTo(200);
      } finally {
        world.server.startServer();
      }
      await()
          .atMost(Duration.ofSeconds(60))
          .untilAsserted(
              () -> assertThat(world.get(ApiWorld.LENA, "/api/v1/assets").status()).isEqualTo(200));
    }
  }
}
