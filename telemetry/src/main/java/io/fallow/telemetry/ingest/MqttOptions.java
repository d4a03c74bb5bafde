package io.fallow.telemetry.ingest;

import java.nio.charset.StandardCharsets;
import org.eclipse.paho.mqttv5.client.MqttConnectionOptions;

/** How connections to the broker are made. */
final class MqttOptions {

  private static final int KEEP_ALIVE_S = 30;
  private static final int CONNECT_S = 10;

  private MqttOptions() {}

  /** A session that outlives its connections, for what must not be lost. */
  static MqttConnectionOptions lasting(IngestConfig config) {
    MqttConnectionOptions options = common(config);
    options.setCleanStart(false);
    options.setSessionExpiryInterval(config.sessionExpiry().toSeconds());
    options.setReceiveMaximum(config.window());
    return options;
  }

  /** A session that ends with its connection. */
  static MqttConnectionOptions passing(IngestConfig config) {
    MqttConnectionOptions options = common(config);
    options.setCleanStart(true);
    options.setSessionExpiryInterval(0L);
    return options;
  }

  private static MqttConnectionOptions common(IngestConfig config) {
    MqttConnectionOptions options = new MqttConnectionOptions();
    options.setKeepAliveInterval(KEEP_ALIVE_S);
    options.setConnectionTimeout(CONNECT_S);
    options.setAutomaticReconnect(false);
    options.setUserName(config.user());
    options.setPassword(config.password().getBytes(StandardCharsets.UTF_8));
    options.setSocketFactory(BrokerSockets.to(config.broker()));
    return options;
  }
}
