package io.fallow.sim.machines;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.fallow.sim.broker.BrokerAccess;
import io.fallow.sim.broker.EmbeddedBroker;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Locale;
import org.eclipse.paho.mqttv5.client.MqttClient;
import org.eclipse.paho.mqttv5.client.MqttConnectionOptions;
import org.eclipse.paho.mqttv5.client.persist.MemoryPersistence;
import org.eclipse.paho.mqttv5.common.MqttException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The smart plug of a press, which says each second what it measures, in the form of Shelly's
 * second generation, at a broker of the site that lets everyone in.
 */
final class PressPlug implements AutoCloseable {

  static final String TOPIC = "press-plug/status/switch:0";

  /** The broker wants a name, and takes any. */
  static final String USER = "site";

  private static final Logger LOG = LoggerFactory.getLogger(PressPlug.class);

  /** Lets everyone in. */
  static final BrokerAccess OPEN =
      new BrokerAccess() {
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
      };

  private final Shift shift;
  private final Clock clock;
  private final EmbeddedBroker broker;
  private final MqttClient plug;
  private final Ticker measuring;

  PressPlug(Path folder, int port, Shift shift, Clock clock) throws IOException {
    this.shift = shift;
    this.clock = clock;
    this.broker = new EmbeddedBroker(folder, port, OPEN);
    try {
      plug = new MqttClient(broker.uri().toString(), "press-plug", new MemoryPersistence());
      MqttConnectionOptions options = new MqttConnectionOptions();
      options.setUserName(USER);
      plug.connect(options);
    } catch (MqttException e) {
      broker.close();
      throw new IOException("the plug does not reach its broker: " + e.getMessage(), e);
    }
    measuring = new Ticker("plug", Duration.ofSeconds(1), this::say);
  }

  int port() {
    return broker.port();
  }

  private void say() {
    String status =
        String.format(
            Locale.ROOT,
            "{\"id\":0,\"source\":\"init\",\"output\":true,\"apower\":%.1f,\"voltage\":230.2}",
            shift.power(clock.instant()));
    try {
      plug.publish(TOPIC, status.getBytes(UTF_8), 1, false);
    } catch (MqttException e) {
      LOG.warn("the plug could not say what it measured: {}", e.toString());
    }
  }

  @Override
  public void close() throws IOException {
    measuring.close();
    try {
      plug.disconnectForcibly(0, 1_000);
      plug.close(true);
    } catch (MqttException e) {
      LOG.debug("the plug did not leave in order: {}", e.toString());
    }
    broker.close();
  }
}
