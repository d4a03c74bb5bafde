package io.fallow.telemetry.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.fallow.sim.broker.BrokerAccess;
import io.fallow.sim.broker.EmbeddedBroker;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A broker that stays connected and no longer lets telemetry have the messages. */
class SubscriptionLostIT {

  private static final Duration PATIENCE = Duration.ofSeconds(30);

  @Test
  void isNoticedSaidAndHealed(@TempDir Path folder) throws Exception {
    Gate gate = new Gate();
    InboundQueue queue = new InboundQueue(1_000);
    try (EmbeddedBroker broker = new EmbeddedBroker(folder, 0, gate)) {
      IngestConfig config = IngestConfig.of(broker.uri(), "ingest", "secret", "ingest-1");
      BrokerSupervisor supervisor = new BrokerSupervisor(config, queue, Duration.ofMillis(500));
      Thread thread = new Thread(supervisor, "supervisor");
      thread.start();
      try {
        await().atMost(PATIENCE).until(supervisor::connected);
        assertThat(supervisor.trouble()).isEmpty();

        gate.open = false;
        await()
            .atMost(PATIENCE)
            .untilAsserted(
                () ->
                    assertThat(supervisor.trouble())
                        .hasValueSatisfying(said -> assertThat(said).contains("the subscription")));
        assertThat(supervisor.connected()).isFalse();

        gate.open = true;
        await().atMost(PATIENCE).until(supervisor::connected);
        assertThat(supervisor.trouble()).isEmpty();
      } finally {
        queue.close();
        supervisor.leave();
        thread.join(PATIENCE.toMillis());
      }
    }
  }

  private static final class Gate implements BrokerAccess {

    private volatile boolean open = true;

    @Override
    public boolean mayConnect(String user, String password) {
      return true;
    }

    @Override
    public boolean mayPublish(String user, String topic) {
      return true;
    }

    @Override
    public boolean maySubscribe(String user, String topicFilter) {
      return open;
    }
  }
}
