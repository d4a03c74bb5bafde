package io.fallow.telemetry.ingest;

import static io.fallow.telemetry.ingest.IngestStack.NOW;
import static io.fallow.telemetry.ingest.IngestStack.PATIENCE;
import static io.fallow.telemetry.ingest.IngestStack.power;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import org.junit.jupiter.api.Test;

/** Whatever goes away for a while, in the end each message is stored exactly once. */
class IngestOutageIT extends OnIngestStack {

  @Test
  void whileTheDatabaseIsAwayMessagesWaitUnacknowledgedAndThenAllAreStored() throws Exception {
    stack.send(1, power(NOW.minusSeconds(60), 1));
    stack.awaitReadings(1);

    stack.server.stopServer();
    try {
      for (int i = 2; i <= 300; i++) {
        stack.send(i, power(NOW.minusSeconds(i), i));
      }
      await().atMost(PATIENCE).until(() -> stack.health().trouble().isPresent());
      assertThat(stack.health().connected()).isTrue();
      assertThat(stack.health().lag()).isPositive();
    } finally {
      stack.server.startServer();
    }

    stack.awaitReadings(300);
    await().atMost(PATIENCE).until(() -> stack.health().healthy());
    assertThat(stack.counter("fallow.ingest.messages")).isEqualTo(300);
  }

  @Test
  void whatWasNotStoredBeforeAStopIsStoredAfterTheNextStart() throws Exception {
    for (int i = 1; i <= 500; i++) {
      stack.send(i, power(NOW.minusSeconds(i), i));
      if (i % 100 == 0) {
        stack.restartIngest();
      }
    }

    stack.awaitReadings(500);
    assertThat(stack.texts("SELECT count(DISTINCT sequence) FROM message_ledger"))
        .containsExactly("500");
  }

  @Test
  void survivesTheBrokersRestart() throws Exception {
    stack.send(1, power(NOW.minusSeconds(60), 1));
    stack.awaitReadings(1);

    stack.restartBroker();
    stack.send(2, power(NOW.minusSeconds(30), 2));

    stack.awaitReadings(2);
    assertThat(stack.health().healthy()).isTrue();
  }
}
