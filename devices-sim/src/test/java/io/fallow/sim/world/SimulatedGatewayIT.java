package io.fallow.sim.world;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.fallow.gateway.queue.DiskQueue;
import io.fallow.gateway.queue.QueueLimits;
import io.fallow.gateway.queue.QueuedBatch;
import io.fallow.gateway.wire.GatewayAddress;
import io.fallow.gateway.wire.Reading;
import io.fallow.gateway.wire.WireFormatException;
import io.fallow.sim.device.SimulatedDevice;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SimulatedGatewayIT {

  private static final GatewayAddress ADDRESS = new GatewayAddress("forge", "esslingen-gw");
  private static final Instant START = Instant.parse("2026-11-16T00:00:00Z");
  private static final QueueLimits LARGE = QueueLimits.of(64 << 20);
  private static final QueueLimits SMALL = QueueLimits.of(256 << 10);

  @TempDir Path folder;
  private DiskQueue queue;

  @BeforeEach
  void openQueue() {
    queue = DiskQueue.open(folder, LARGE, Clock.systemUTC());
  }

  @AfterEach
  void closeQueue() {
    queue.close();
  }

  @Test
  void queuesWhatItsDevicesSayInOrderOfTime() throws Exception {
    Instant to = START.plus(Duration.ofDays(1));
    try (SimulatedGateway gateway = gateway()) {
      gateway.play(to);

      assertThat(queued()).isEqualTo(said(to));
      assertThat(gateway.playedThrough()).isEqualTo(to);
    }
  }

  @Test
  void goesOnAfterAnEndWithoutLossOrRepetition() throws Exception {
    Instant to = START.plus(Duration.ofHours(20));
    Instant end = START;
    while (end.isBefore(to)) {
      end = end.plus(Duration.ofMinutes(173));
      try (SimulatedGateway gateway = gateway()) {
        gateway.play(end.isBefore(to) ? end : to);
      }
      queue.close();
      openQueue();
    }
    assertThat(queued()).isEqualTo(said(to));
  }

  @Test
  void knowsHowFarItIsWhenAllIsAcknowledged() throws Exception {
    Instant to = START.plus(Duration.ofHours(1));
    try (SimulatedGateway gateway = gateway()) {
      gateway.play(to);
    }
    queue.peek(0, 1_000).forEach(batch -> queue.acknowledged(batch.key()));
    queue.close();
    openQueue();

    try (SimulatedGateway gateway = gateway()) {
      List<Reading> said = said(to);
      Instant last = said.get(said.size() - 1).time();
      assertThat(gateway.playedThrough()).isEqualTo(last.plusNanos(1_000));
    }
  }

  @Test
  void waitsWhileItsQueueIsFullAndLosesNothing() throws Exception {
    queue.close();
    queue = DiskQueue.open(folder, SMALL, Clock.systemUTC());
    Instant to = START.plus(Duration.ofHours(6));
    List<Reading> delivered = new ArrayList<>();
    try (SimulatedGateway gateway = gateway()) {
      CompletableFuture<Void> playing = CompletableFuture.runAsync(() -> play(gateway, to));
      await()
          .atMost(Duration.ofSeconds(30))
          .until(
              () -> {
                deliver(delivered);
                return playing.isDone() && queue.cursor().waiting() == 0;
              });
      playing.join();
    }
    assertThat(delivered).isEqualTo(said(to));
  }

  @Test
  void stopsWhenClosedThoughItsQueueIsFull() throws Exception {
    queue.close();
    queue = DiskQueue.open(folder, SMALL, Clock.systemUTC());
    SimulatedGateway gateway = gateway();
    gateway.startLive(Clock.fixed(START.plus(Duration.ofDays(1)), ZoneOffset.UTC));
    await().until(() -> queue.cursor().lastAppended() > 0);
    gateway.close();

    List<Reading> queued = queued();
    assertThat(queued).isNotEmpty().isEqualTo(said(gateway.playedThrough(), queued.size()));
  }

  @Test
  void followsTheClockWhenLive() throws Exception {
    Instant now = START.plus(Duration.ofMinutes(7));
    try (SimulatedGateway gateway = gateway()) {
      gateway.startLive(Clock.fixed(now, ZoneOffset.UTC));

      await().until(() -> gateway.playedThrough().equals(now));
      assertThat(queued()).isEqualTo(said(now));
    }
  }

  private SimulatedGateway gateway() {
    return new SimulatedGateway(ADDRESS, devices(), queue, START);
  }

  private static List<SimulatedDevice> devices() {
    return DemoDevices.of(DemoWorld.standard(), 7).stream()
        .filter(placed -> placed.gateway().equals(ADDRESS))
        .map(DemoDevices.Placed::device)
        .toList();
  }

  private static void play(SimulatedGateway gateway, Instant to) {
    try {
      gateway.play(to);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private void deliver(List<Reading> delivered) throws WireFormatException {
    for (QueuedBatch batch : queue.peek(queue.cursor().acknowledgedThrough(), 10)) {
      delivered.addAll(batch.decode().readings());
      queue.acknowledged(batch.key());
    }
  }

  private List<Reading> queued() throws WireFormatException {
    List<Reading> readings = new ArrayList<>();
    long after = 0;
    for (List<QueuedBatch> next = queue.peek(after, 100);
        !next.isEmpty();
        next = queue.peek(after, 100)) {
      for (QueuedBatch batch : next) {
        readings.addAll(batch.decode().readings());
        after = batch.key().sequence();
      }
    }
    return readings;
  }

  private static List<Reading> said(Instant to) {
    List<Reading> said = new ArrayList<>();
    devices().forEach(device -> said.addAll(device.readings(START, to)));
    return Batches.of(said, Integer.MAX_VALUE).get(0);
  }

  private static List<Reading> said(Instant playedThrough, int count) {
    return said(playedThrough.plus(Duration.ofHours(1))).subList(0, count);
  }
}
