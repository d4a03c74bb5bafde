package io.fallow.telemetry.sparkplug;

import io.fallow.gateway.wire.GatewayAddress;
import io.fallow.gateway.wire.RejectReason;
import io.fallow.gateway.wire.WireFormatException;
import io.fallow.gateway.wire.sparkplug.MetricMapping;
import io.fallow.gateway.wire.sparkplug.SparkplugCodec;
import io.fallow.gateway.wire.sparkplug.SparkplugPayload;
import io.fallow.gateway.wire.sparkplug.SparkplugTopic;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.eclipse.paho.mqttv5.common.MqttException;

/** The sessions of all nodes. Only registered gateways have one. For one thread. */
final class Nodes {

  /** What each node's session has to say at one instant. */
  @FunctionalInterface
  interface Listener {
    void on(GatewayAddress gateway, Outcome outcome) throws MqttException, InterruptedException;
  }

  private final Map<GatewayAddress, NodeSession> sessions = new HashMap<>();
  private Fleet fleet;

  /** Goes on where an earlier host was. */
  Nodes(Fleet fleet, Map<GatewayAddress, SavedSession> saved, Instant now) {
    this.fleet = fleet;
    saved.forEach(
        (gateway, session) -> {
          MetricMapping mapping = fleet.mappings().get(gateway);
          if (mapping != null) {
            sessions.put(gateway, NodeSession.restored(mapping, session, now));
          }
        });
  }

  /** Takes a message. One that no session can be followed by is refused by whoever stores it. */
  Outcome on(SparkplugTopic topic, byte[] bytes, Instant now) {
    try {
      SparkplugPayload payload = SparkplugCodec.decode(bytes);
      MetricMapping mapping = fleet.mappings().get(topic.gateway());
      if (mapping == null) {
        return refused(RejectReason.UNKNOWN_GATEWAY, "it is not registered");
      }
      return sessions
          .computeIfAbsent(topic.gateway(), any -> new NodeSession(mapping))
          .on(topic, payload, now);
    } catch (WireFormatException fault) {
      return refused(fault.reason(), fault.getMessage());
    }
  }

  private static Outcome refused(RejectReason reason, String detail) {
    Outcome outcome = new Outcome();
    outcome.refuse(reason, detail);
    return outcome;
  }

  /** Works with a newer registry from now on. */
  void know(Fleet newer, Instant now, Listener listener)
      throws MqttException, InterruptedException {
    fleet = newer;
    for (Map.Entry<GatewayAddress, NodeSession> each : sessions.entrySet()) {
      MetricMapping mapping = newer.mappings().get(each.getKey());
      if (mapping != null) {
        Outcome outcome = new Outcome();
        each.getValue().remap(mapping, now, outcome);
        listener.on(each.getKey(), outcome);
      }
    }
  }

  /** Whether a gateway is registered. */
  boolean knows(GatewayAddress gateway) {
    return fleet.mappings().containsKey(gateway);
  }

  /** All that may have a session. */
  List<GatewayAddress> gateways() {
    return List.copyOf(fleet.mappings().keySet());
  }

  /** Does what is due. */
  void tick(Instant now, Listener listener) throws MqttException, InterruptedException {
    for (Map.Entry<GatewayAddress, NodeSession> each : sessions.entrySet()) {
      GatewayAddress gateway = each.getKey();
      listener.on(gateway, each.getValue().tick(now, asset -> fleet.believed(gateway, asset)));
    }
  }

  /** What the next host would have to know, of every node that was heard. */
  Map<GatewayAddress, Optional<SavedSession>> saved() {
    Map<GatewayAddress, Optional<SavedSession>> saved = new HashMap<>();
    sessions.forEach((gateway, session) -> saved.put(gateway, session.saved()));
    return saved;
  }

  int alive() {
    return (int) sessions.values().stream().filter(NodeSession::isAlive).count();
  }
}
