package io.fallow.sim.broker;

import io.netty.handler.codec.mqtt.MqttConnectMessage;
import io.netty.handler.codec.mqtt.MqttMessage;
import io.netty.handler.codec.mqtt.MqttPublishMessage;
import io.netty.handler.codec.mqtt.MqttSubscribeMessage;
import io.netty.handler.codec.mqtt.MqttTopicSubscription;
import java.util.Collections;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.WeakHashMap;
import java.util.regex.Pattern;
import org.apache.activemq.artemis.api.core.ActiveMQDisconnectedException;
import org.apache.activemq.artemis.core.protocol.mqtt.MQTTInterceptor;
import org.apache.activemq.artemis.spi.core.protocol.RemotingConnection;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Ends a connection before it does what Artemis lets anybody do. Four things, each of which loses
 * messages: one larger than the broker takes, which Artemis confirms to a client of MQTT 3.1.1 and
 * then drops; and, of another client's, connecting with its client id, which ends its session; a
 * shared subscription that is not one's own, as Artemis refuses it and then deletes the sharers'
 * queue; and {@code ::} in a topic, which Artemis takes for the name of a queue.
 */
final class Doorman implements MQTTInterceptor {

  private static final Logger LOG = LoggerFactory.getLogger(Doorman.class);
  private static final Pattern SHARED = Pattern.compile("\\$share/[^/]*/(.*)", Pattern.DOTALL);
  private static final String QUEUE = "::";

  private final BrokerAccess access;
  private final Map<RemotingConnection, String> users =
      Collections.synchronizedMap(new WeakHashMap<>());

  Doorman(BrokerAccess access) {
    this.access = access;
  }

  /** Says whether a packet may go on to Artemis. A no ends the connection. */
  @Override
  public boolean intercept(MqttMessage packet, RemotingConnection connection) {
    boolean fine = true;
    if (packet instanceof MqttConnectMessage connect) {
      String user = Objects.requireNonNullElse(connect.payload().userName(), "");
      users.put(connection, user);
      fine = mayUse(user, connect.payload().clientIdentifier());
    } else if (packet instanceof MqttSubscribeMessage subscribe) {
      String user = users.getOrDefault(connection, "");
      fine =
          subscribe.payload().topicSubscriptions().stream()
              .map(MqttTopicSubscription::topicFilter)
              .allMatch(filter -> mayAskFor(user, filter));
    } else if (packet instanceof MqttPublishMessage publish) {
      fine =
          !publish.variableHeader().topicName().contains(QUEUE)
              && publish.payload().readableBytes() <= BrokerSettings.MAX_PACKET_BYTES;
    }
    if (!fine) {
      LOG.warn(
          "ended a connection of {}: its {} is too large, or reaches for what is another's",
          users.get(connection),
          packet.fixedHeader().messageType());
    }
    return fine;
  }

  /** Ends the connections of these users; their wills are published. */
  void cut(Set<String> gone) {
    Map<RemotingConnection, String> now;
    synchronized (users) {
      now = new HashMap<>(users);
    }
    now.forEach(
        (connection, user) -> {
          if (gone.contains(user)) {
            LOG.info("ended a connection of {}, which may not connect any more", user);
            connection.fail(new ActiveMQDisconnectedException("the credential has ended"));
          }
        });
  }

  private boolean mayUse(String user, String clientId) {
    return clientId == null || clientId.isEmpty() || access.mayUse(user, clientId);
  }

  /** Other filters are left to {@link TopicPermissions}, which answers them one by one. */
  private boolean mayAskFor(String user, String filter) {
    var shared = SHARED.matcher(filter);
    return !filter.contains(QUEUE)
        && (!shared.matches() || access.maySubscribe(user, shared.group(1)));
  }
}
