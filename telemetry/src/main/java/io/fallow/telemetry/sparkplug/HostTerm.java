package io.fallow.telemetry.sparkplug;

import io.fallow.gateway.wire.GatewayAddress;
import io.fallow.gateway.wire.sparkplug.SparkplugTopic;
import io.fallow.telemetry.registry.Registry;
import io.fallow.telemetry.store.Database;
import io.fallow.telemetry.store.StoreException;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import org.eclipse.paho.mqttv5.common.MqttException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The time in which this process is the host on one connection: it takes up the sessions that the
 * host before it followed, lets every node tell what it has, and follows them until the connection
 * or the right to be the host is lost. For one thread.
 */
final class HostTerm {

  private static final Logger LOG = LoggerFactory.getLogger(HostTerm.class);
  private static final Duration PATIENCE = Duration.ofMillis(100);
  private static final long TICK_NANOS = Duration.ofSeconds(1).toNanos();
  private static final int TICKS_A_LEASE = 2;
  private static final int TICKS_A_FLEET = 10;

  private final HostConnection connection;
  private final HostLease lease;
  private final SessionStore store;
  private final Registry registry;
  private final SparkplugMappings mappings;
  private final Deliveries deliveries;
  private final HostMeters meters;
  private final Clock clock;
  private final Nodes nodes;
  private final Saves saves = new Saves();
  private boolean ours = true;

  HostTerm(
      HostConnection connection,
      HostLease lease,
      Database database,
      Registry registry,
      Deliveries deliveries,
      HostMeters meters,
      Clock clock) {
    this.connection = connection;
    this.lease = lease;
    this.store = new SessionStore(database);
    this.registry = registry;
    this.mappings = new SparkplugMappings(database);
    this.deliveries = deliveries;
    this.meters = meters;
    this.clock = clock;
    Map<GatewayAddress, SavedSession> saved = store.load(clock.instant());
    Fleet fleet = Fleet.read(registry, mappings, clock.instant());
    this.nodes = new Nodes(fleet, saved, clock.instant());
  }

  /** Follows the nodes; returns when the term is over. */
  void serve(CountDownLatch closing) throws MqttException, InterruptedException {
    for (GatewayAddress gateway : nodes.gateways()) {
      connection.askForRebirth(gateway, clock.instant());
    }
    long next = System.nanoTime();
    for (int ticks = 0; ours && connection.isOpen() && closing.getCount() > 0; ) {
      Arrival arrival = connection.poll(PATIENCE);
      if (arrival != null) {
        take(arrival);
      }
      if (System.nanoTime() - next >= 0) {
        next = System.nanoTime() + TICK_NANOS;
        tick(++ticks);
      }
    }
    save();
  }

  private void take(Arrival arrival) throws MqttException, InterruptedException {
    if (connection.isOwnState(arrival.topic())) {
      connection.contradict(arrival.payload());
    } else if (!SparkplugTopic.isOfHosts(arrival.topic())) {
      meters.message();
      Optional<SparkplugTopic> topic = SparkplugTopic.parse(arrival.topic());
      if (topic.isPresent()) {
        take(arrival, topic.get());
      } else {
        deliveries.ofNobody(arrival);
      }
    }
  }

  private void take(Arrival arrival, SparkplugTopic topic)
      throws MqttException, InterruptedException {
    if (!nodes.knows(topic.gateway())) {
      know(); // it may have been registered just now
    }
    Outcome outcome = nodes.on(topic, arrival.payload(), clock.instant());
    deliveries.ofMessage(arrival, topic, outcome);
    act(topic.gateway(), outcome);
  }

  private void tick(int ticks) throws MqttException, InterruptedException {
    nodes.tick(clock.instant(), this::say);
    meters.host(true, nodes.alive());
    try {
      if (ticks % TICKS_A_LEASE == 0) {
        ours = lease.take();
      }
      if (ticks % TICKS_A_FLEET == 0) {
        know();
      }
    } catch (StoreException outage) {
      LOG.debug("The host goes on with what it knows", outage);
    }
    save();
  }

  private void know() throws MqttException, InterruptedException {
    nodes.know(Fleet.read(registry, mappings, clock.instant()), clock.instant(), this::say);
  }

  private void say(GatewayAddress gateway, Outcome outcome)
      throws MqttException, InterruptedException {
    deliveries.ofHost(gateway, outcome);
    act(gateway, outcome);
  }

  private void act(GatewayAddress gateway, Outcome outcome) throws MqttException {
    meters.deaths(outcome.deaths());
    if (outcome.rebirth()) {
      LOG.info("Asking {} for a rebirth", gateway);
      meters.rebirth();
      connection.askForRebirth(gateway, clock.instant());
    }
  }

  private void save() {
    Map<GatewayAddress, Optional<SavedSession>> changed = saves.changed(nodes.saved());
    if (!changed.isEmpty()) {
      try {
        store.save(changed);
        saves.written(changed);
      } catch (StoreException outage) {
        LOG.debug("Sessions are written down later", outage);
      }
    }
  }
}
