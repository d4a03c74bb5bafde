package io.fallow.telemetry.work;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class BoundedWorkersTest {

  private final Vertx vertx = Vertx.vertx();
  private final SimpleMeterRegistry metrics = new SimpleMeterRegistry();

  @AfterEach
  void close() {
    vertx.close().toCompletionStage().toCompletableFuture().join();
  }

  @Test
  void refusesWhatIsTooMuchAndDoesTheRest() {
    CountDownLatch gate = new CountDownLatch(1);
    try (BoundedWorkers workers = new BoundedWorkers(vertx, metrics, "few", 2, 3)) {
      List<Future<Integer>> results =
          IntStream.range(0, 9).mapToObj(i -> workers.run(() -> afterwards(gate, i))).toList();
      List<Future<Integer>> refused = results.stream().filter(Future::failed).toList();
      assertThat(refused).hasSize(4);
      assertThat(refused.get(0).cause()).isInstanceOf(OverloadedException.class);
      gate.countDown();
      results.subList(0, 5).forEach(result -> assertThat(settled(result)).isNotNegative());
      assertThat(settled(workers.run(() -> 7))).isEqualTo(7);
    }
    assertThat(metrics.get("fallow.http.refused").counter().count()).isEqualTo(4);
  }

  private static Integer afterwards(CountDownLatch gate, int result) throws InterruptedException {
    gate.await();
    return result;
  }

  private static Integer settled(Future<Integer> result) {
    return result.toCompletionStage().toCompletableFuture().join();
  }
}
