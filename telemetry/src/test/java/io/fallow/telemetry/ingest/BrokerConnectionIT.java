package io.fallow.telemetry.ingest;

import static io.fallow.telemetry.ingest.Messages.OWN;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.fallow.sim.broker.BrokerAccess;
import io.fallow.sim.broker.EmbeddedBroker;
import java.nio.file.Path;
import java.time.Duration;
import org.eclipse.paho.mqttv5.client.MqttConnectionOptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** One connection to a real broker. */
class BrokerConnectionIT {

  @Test
  void isKeptHoweverLongThereIsNoRoomForItsMessages(@TempDir Path folder) throws Exception {
    InboundQueue queue = new InboundQueue(1);
    try (EmbeddedBroker broker = new EmbeddedBroker(folder, 0, new Everybody());
        Sender sender = new Sender(broker.uri())) {
      IngestConfig config = IngestConfig.of(broker.uri(), "ingest", "secret", "ingest-1");
      MqttConnectionOptions options = MqttOptions.lasting(config);
      options.setKeepAliveInterval(1);
      try (BrokerConnection connection = BrokerConnection.open(config, queue, options)) {
        for (int i = 1; i <= 5; i++) {
          sender.send(OWN, "message " + i);
        }
        await().until(queue::isFull);

        await().during(Duration.ofSeconds(5)).until(connection::isOpen);

        for (int i = 1; i <= 5; i++) {
          InboundMessage next = queue.poll(Duration.ofSeconds(10));
          assertThat(next.payload()).asString().isEqualTo("message " + i);
          next.acknowledge();
        }
        assertThat(connection.isOpen()).isTrue();
        queue.close();
      }
    }
  }

  private record Everybody() implements BrokerAccess {

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
      return true;
    }
  }
}
