package io.fallow.telemetry.ingest;

import static io.fallow.telemetry.ingest.Messages.OWN;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.fallow.telemetry.gateways.Traffic;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class IngestWorkerTest {

  private final InboundQueue queue = new InboundQueue(1 << 20);
  private final CountDownLatch closing = new CountDownLatch(1);

  @Test
  void asksForAllMessagesOfABatchAgainWhicheverConnectionsBroughtThem() throws Exception {
    Messages.Connection first = new Messages.Connection();
    Messages.Connection second = new Messages.Connection();
    byte[] payload = "{}".getBytes(StandardCharsets.UTF_8);
    queue.put(Messages.inbound(first, OWN, payload));
    queue.put(Messages.inbound(second, OWN, payload));
    Thread thread = new Thread(worker(failingAtTheSecondLook()), "writer");
    thread.start();
    try {
      await().until(() -> !second.isOpen());
      assertThat(first.isOpen()).isFalse();
    } finally {
      closing.countDown();
      thread.join();
    }
  }

  private IngestWorker worker(Clock clock) {
    MessageChecker checker =
        new MessageChecker(
            new Directory(
                () -> Directory.Known.of(System.nanoTime(), List.of(Messages.GATEWAY), List.of())));
    return new IngestWorker(
        queue,
        checker,
        null,
        IngestConfig.BatchLimits.USUAL,
        new Progress(new SimpleMeterRegistry()),
        new Traffic(),
        clock,
        closing);
  }

  private static Clock failingAtTheSecondLook() {
    AtomicInteger looks = new AtomicInteger();
    InstantSource source =
        () -> {
          if (looks.incrementAndGet() == 2) {
            throw new StackOverflowError("of a fault that nobody foresaw");
          }
          return Instant.EPOCH;
        };
    return source.withZone(ZoneOffset.UTC);
  }
}
