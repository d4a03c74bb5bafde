package io.fallow.telemetry.ingest;

import static io.fallow.telemetry.ingest.IngestStack.NOW;
import static io.fallow.telemetry.ingest.IngestStack.PATIENCE;
import static io.fallow.telemetry.ingest.IngestStack.power;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;
import static org.awaitility.Awaitility.await;

import io.fallow.telemetry.store.StoreException;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A database whose machine hangs: its connections stand and nothing answers. The driver gives up
 * after three seconds here, after a minute elsewhere.
 */
class FrozenDatabaseIT {

  private IngestStack stack;
  private long pid;

  @BeforeEach
  void begin(@TempDir Path folder) throws Exception {
    stack = new IngestStack(folder, "socketTimeout=3");
    assumeThat(stack.server.serverPid()).isPresent();
    pid = stack.server.serverPid().getAsLong();
    stack.begin();
    stack.send(1, power(NOW.minusSeconds(600), 1));
    stack.awaitReadings(1);
  }

  @AfterEach
  void end() throws Exception {
    stack.end();
    stack.close();
  }

  @Test
  void afterAShortHangAllGoesOnAsIfNothingHadBeen() throws Exception {
    try (Frozen database = Frozen.tree(pid)) {
      send(2, 100);
      await().atMost(PATIENCE).until(() -> stack.health().lag().toMillis() > 1_000);
      assertThat(database).isNotNull();
    }

    allAreThereOnce(100);
    assertThat(stack.counter("fallow.ingest.failures")).isZero();
  }

  @Test
  void afterALongHangConnectionsAreMadeAnewAndNothingIsLostOrDoubled() throws Exception {
    try (Frozen database = Frozen.tree(pid)) {
      send(2, 300);
      await().atMost(PATIENCE).until(() -> stack.health().trouble().isPresent());
      assertThatThrownBy(() -> stack.readings())
          .as("a query, such as the API makes")
          .isInstanceOf(StoreException.class);
      assertThat(stack.health().connected()).as("to the broker").isTrue();
      await().during(Duration.ofSeconds(4)).atMost(PATIENCE).until(() -> !stack.health().healthy());
      assertThat(database).isNotNull();
    }

    allAreThereOnce(300);
  }

  private void send(int from, int to) throws Exception {
    for (int i = from; i <= to; i++) {
      stack.send(i, power(NOW.minusSeconds(i), i));
    }
  }

  private void allAreThereOnce(int count) {
    stack.awaitReadings(count);
    await().atMost(PATIENCE).until(() -> stack.health().healthy());
    assertThat(stack.texts("SELECT count(*) FROM message_ledger"))
        .containsExactly(String.valueOf(count));
    assertThat(stack.readings()).isEqualTo(count);
  }
}
