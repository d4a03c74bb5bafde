package io.fallow.telemetry.ingest;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.fallow.gateway.wire.Command.Ping;
import io.fallow.gateway.wire.CommandCodec;
import io.fallow.gateway.wire.Confirmation;
import io.fallow.gateway.wire.ConfirmationCodec;
import io.fallow.gateway.wire.GatewayAddress;
import io.fallow.gateway.wire.GatewayHealth;
import io.fallow.gateway.wire.HealthCodec;
import io.fallow.gateway.wire.Topics;
import io.fallow.gateway.wire.WireFormatException;
import io.fallow.telemetry.gateways.SaidHealth;
import io.fallow.telemetry.gateways.Voice;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadLocalRandom;
import org.eclipse.paho.mqttv5.client.IMqttToken;
import org.eclipse.paho.mqttv5.client.MqttAsyncClient;
import org.eclipse.paho.mqttv5.client.persist.MemoryPersistence;
import org.eclipse.paho.mqttv5.common.MqttException;
import org.eclipse.paho.mqttv5.common.MqttMessage;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Speaks to gateways through the broker, on a connection of its own: the retained message at {@link
 * Topics#commands} says what is stored, the one at {@link Topics#status} who is online, the one at
 * {@link Topics#health} how a gateway is.
 */
public final class GatewayVoice implements Voice {

  private static final Logger LOG = LoggerFactory.getLogger(GatewayVoice.class);
  private static final long ANSWER_MS = 10_000;
  private static final int FIRST_ERROR_CODE = 0x80;

  private final IngestConfig config;
  private final Map<GatewayAddress, Boolean> online = new ConcurrentHashMap<>();
  private final Map<GatewayAddress, SaidHealth> health = new ConcurrentHashMap<>();
  private final Map<GatewayAddress, String> pinged = new ConcurrentHashMap<>();
  private final Set<GatewayAddress> refused = new HashSet<>();
  private MqttAsyncClient client;
  private long connections;
  private String trouble = "";

  /** Connects when it is first asked to. */
  public GatewayVoice(IngestConfig config) {
    this.config = config;
  }

  @Override
  public long connection() {
    if (client != null && client.isConnected()) {
      return connections;
    }
    close();
    try {
      open();
      connections++;
      trouble = "";
      return connections;
    } catch (MqttException | RuntimeException failure) {
      close();
      String now = BrokerSockets.reason(failure);
      if (!now.equals(trouble)) {
        LOG.warn("Gateways can't be told what is stored: {}; trying again", now);
      }
      trouble = now;
      return 0;
    }
  }

  private void open() throws MqttException {
    online.clear();
    refused.clear();
    pinged.clear();
    client =
        new MqttAsyncClient(
            config.broker().toString(), config.clientId() + "-voice", new MemoryPersistence());
    client.setCallback(new Listener());
    client.connect(MqttOptions.passing(config)).waitForCompletion(ANSWER_MS);
    check(answered(client.subscribe(Topics.ALL_STATUS, 1)));
    check(answered(client.subscribe(Topics.ALL_HEALTH, 1)));
  }

  private static IMqttToken answered(IMqttToken token) throws MqttException {
    token.waitForCompletion(ANSWER_MS);
    return token;
  }

  private static void check(IMqttToken answered) throws MqttException {
    int[] codes = answered.getReasonCodes();
    for (int code : codes == null ? new int[0] : codes) {
      if (code >= FIRST_ERROR_CODE) {
        throw new MqttException(code);
      }
    }
  }

  @Override
  public Map<GatewayAddress, Boolean> online() {
    return new HashMap<>(online);
  }

  @Override
  public boolean tell(GatewayAddress gateway, List<Confirmation> stored) {
    MqttMessage message = new MqttMessage(ConfirmationCodec.encode(stored), 1, true, null);
    try {
      check(answered(client.publish(Topics.commands(gateway), message)));
      return true;
    } catch (MqttException failure) {
      LOG.debug("{} was not told what is stored", gateway, failure);
      return false;
    }
  }

  @Override
  public boolean sayOffline(GatewayAddress gateway) {
    MqttMessage message = new MqttMessage("offline".getBytes(UTF_8), 1, true, null);
    try {
      check(answered(client.publish(Topics.status(gateway), message)));
      online.put(gateway, false);
      return true;
    } catch (MqttException failure) {
      if (refused.add(gateway)) {
        String reason = BrokerSockets.reason(failure);
        LOG.warn("{} was shut out and stays online at the broker: {}", gateway, reason);
      }
      return false;
    }
  }

  @Override
  public Map<GatewayAddress, SaidHealth> takeHealth() {
    Map<GatewayAddress, SaidHealth> taken = new HashMap<>();
    for (GatewayAddress gateway : List.copyOf(health.keySet())) {
      taken.put(gateway, health.remove(gateway));
    }
    return taken;
  }

  @Override
  public boolean ping(GatewayAddress gateway) {
    String id = Long.toHexString(ThreadLocalRandom.current().nextLong());
    pinged.put(gateway, id);
    byte[] payload = CommandCodec.encode(new Ping(id, micros(Instant.now())));
    try {
      check(answered(client.publish(Topics.commands(gateway), payload, 1, false)));
      return true;
    } catch (MqttException failure) {
      LOG.debug("{} was not asked for its time", gateway, failure);
      return false;
    }
  }

  private static long micros(Instant time) {
    return ChronoUnit.MICROS.between(Instant.EPOCH, time);
  }

  @Override
  public void close() {
    MqttAsyncClient old = client;
    client = null;
    if (old == null) {
      return;
    }
    Farewell.to(old, () -> {});
  }

  private final class Listener implements MessageListener {

    @Override
    public void messageArrived(String topic, MqttMessage message) {
      Optional<GatewayAddress> gateway = Topics.statusOf(topic);
      String status = new String(message.getPayload(), UTF_8);
      if (gateway.isPresent() && (status.equals("online") || status.equals("offline"))) {
        online.put(gateway.get(), status.equals("online"));
      }
      Topics.healthOf(topic).ifPresent(said -> health(said, message.getPayload()));
    }

    private void health(GatewayAddress gateway, byte[] payload) {
      Instant now = Instant.now();
      try {
        GatewayHealth said = HealthCodec.decode(payload);
        // An answer that is kept at the broker says nothing of the time at which it comes.
        Optional<Duration> ahead =
            said.pong()
                .filter(pong -> pinged.remove(gateway, pong.id()))
                .map(pong -> Duration.of(pong.aheadMicros(micros(now)), ChronoUnit.MICROS));
        health.put(gateway, new SaidHealth(said, now, ahead));
      } catch (WireFormatException e) {
        LOG.warn("{} says of itself what cannot be: {}", gateway, e.getMessage());
      }
    }
  }
}
