package io.fallow.gateway.uplink;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.fallow.gateway.wire.Topics;
import java.net.Socket;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.atomic.AtomicReference;
import org.eclipse.paho.mqttv5.client.IMqttToken;
import org.eclipse.paho.mqttv5.client.MqttAsyncClient;
import org.eclipse.paho.mqttv5.client.MqttConnectionOptions;
import org.eclipse.paho.mqttv5.client.persist.MemoryPersistence;
import org.eclipse.paho.mqttv5.common.MqttException;

/** Tries whether a gateway could publish, beside one that may be doing so. */
public final class UplinkProbe {

  private UplinkProbe() {}

  /**
   * Signs in, asks for the gateway's commands and leaves; blocks for as long as the configured
   * patience. What is wrong, in words for the operator; empty if nothing is.
   */
  public static Optional<String> trouble(UplinkConfig config) {
    AtomicReference<Socket> socket = new AtomicReference<>();
    String id = config.address() + ".check." + Long.toHexString(System.nanoTime());
    try {
      MqttAsyncClient client =
          new MqttAsyncClient(config.broker().toString(), id, new MemoryPersistence());
      try {
        return refusal(client, options(config, socket), config)
            .map(words -> config.broker() + ": " + words);
      } finally {
        client.close(true);
      }
    } catch (MqttException e) {
      return Optional.of(config.broker() + ": " + Answers.notConnected(config, e));
    } catch (UplinkException e) {
      return Optional.of(config.broker() + ": " + e.getMessage());
    }
  }

  private static MqttConnectionOptions options(UplinkConfig config, AtomicReference<Socket> socket)
      throws UplinkException {
    MqttConnectionOptions options = new MqttConnectionOptions();
    options.setCleanStart(true);
    options.setAutomaticReconnect(false);
    options.setUserName(config.user());
    options.setPassword(config.password().getBytes(UTF_8));
    options.setConnectionTimeout((int) Math.max(1, config.patience().toSeconds()));
    options.setHttpsHostnameVerificationEnabled(true);
    options.setSocketFactory(NoDelay.factory(config, socket));
    return options;
  }

  private static Optional<String> refusal(
      MqttAsyncClient client, MqttConnectionOptions options, UplinkConfig config)
      throws MqttException {
    long patience = config.patience().toMillis();
    client.connect(options).waitForCompletion(patience);
    IMqttToken listening = client.subscribe(Topics.commands(config.address()), 1);
    listening.waitForCompletion(patience);
    OptionalInt refusal = Answers.refusal(listening);
    client.disconnect(0).waitForCompletion(patience);
    return refusal.isPresent()
        ? Optional.of(Answers.inWords(refusal.getAsInt()))
        : Optional.empty();
  }
}
