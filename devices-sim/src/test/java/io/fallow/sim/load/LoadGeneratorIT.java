package io.fallow.sim.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.fallow.gateway.wire.GatewayAddress;
import io.fallow.gateway.wire.PayloadFormat;
import io.fallow.sim.mosquitto.LocalMosquitto;
import io.fallow.sim.mosquitto.MosquittoConfig;
import io.fallow.sim.mosquitto.MosquittoUser;
import io.fallow.sim.process.ProcessTree;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LoadGeneratorIT {
  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final List<LoadGateway> GATES =
      List.of(
          new LoadGateway(new GatewayAddress("lakeside", "one"), "secret", List.of("a", "b")),
          new LoadGateway(new GatewayAddress("lakeside", "two"), "secret", List.of("c")));

  @TempDir Path folder;
  private LocalMosquitto broker;

  @BeforeEach
  void start() {
    broker =
        LocalMosquitto.start(
            MosquittoConfig.in(folder.resolve("broker"))
                .with(MosquittoUser.gateway("lakeside", "one", "secret"))
                .with(MosquittoUser.gateway("lakeside", "two", "secret")));
  }

  @AfterEach
  void stop() {
    broker.close();
  }

  @Test
  void publishesNoMoreThanItIsAllowed() throws Exception {
    try (LoadGenerator load = new LoadGenerator(broker.uri(), GATES)) {
      load.begin(plan(0), 400);
      await().atMost(PATIENCE).until(() -> load.status().acknowledged() == 400);
      load.allow(1_000);
      await().atMost(PATIENCE).until(() -> load.status().acknowledged() == 1_000);
      load.end();
      await().atMost(PATIENCE).until(load::ended);
      assertThat(load.status().refused()).isZero();
      assertThat(load.acknowledgedThrough().values().stream().mapToLong(it -> it).sum())
          .isEqualTo(load.status().published());
    }
  }

  @Test
  void keepsItsRate() throws Exception {
    try (LoadGenerator load = new LoadGenerator(broker.uri(), GATES)) {
      load.begin(plan(500), Long.MAX_VALUE);
      long begun = System.nanoTime();
      await().atMost(PATIENCE).until(() -> load.status().published() >= 1_000);
      assertThat(Duration.ofNanos(System.nanoTime() - begun))
          .isBetween(Duration.ofMillis(1_900), Duration.ofMillis(4_000));
    }
  }

  @Test
  void sendsAgainWhatABrokerThatDiedHadNotAcknowledged() throws Exception {
    try (LoadGenerator load = new LoadGenerator(broker.uri(), GATES)) {
      load.begin(plan(500), Long.MAX_VALUE);
      await().atMost(PATIENCE).until(() -> load.status().acknowledged() > 100);
      broker.kill();
      long before = load.status().acknowledged();
      broker.start();
      await().atMost(PATIENCE).until(() -> load.status().acknowledged() > before + 100);
      load.end();
      await().atMost(PATIENCE).until(load::ended);
      assertThat(load.status().acknowledged()).isEqualTo(load.status().published());
    }
  }

  @Test
  void runsAsAProcessWhoseCpuCanBeTold() {
    try (LoadProcess load = LoadProcess.start(broker.uri(), GATES, List.of("-Xmx64m"), folder)) {
      load.begin(plan(0), 500);
      await().atMost(PATIENCE).until(() -> load.status().acknowledged() >= 500);
      LoadGenerator.Status end = load.end();
      assertThat(end.published()).isEqualTo(end.acknowledged()).isEqualTo(500);
      assertThat(ProcessTree.of(load.pid()).cpuSeconds()).isPositive();
      assertThat(ProcessTree.of(load.pid()).residentBytes()).isGreaterThan(10L << 20);
    }
  }

  private static LoadPlan plan(double messagesPerSecond) {
    return new LoadPlan(PayloadFormat.JSON, 2, messagesPerSecond, 50, 1);
  }
}
