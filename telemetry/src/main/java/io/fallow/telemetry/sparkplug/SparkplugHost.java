package io.fallow.telemetry.sparkplug;

import io.fallow.telemetry.ingest.BrokerSockets;
import io.fallow.telemetry.ingest.ReadingIntake;
import io.fallow.telemetry.registry.Registry;
import io.fallow.telemetry.store.Database;
import io.fallow.telemetry.store.StoreException;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.eclipse.paho.mqttv5.common.MqttException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The host application for edge nodes that speak Sparkplug B. Sparkplug is stateful, so of any
 * number of instances one is the host at a time, and another takes over within ten seconds when it
 * goes. Works on a thread of its own.
 */
public final class SparkplugHost implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(SparkplugHost.class);
  private static final Duration PAUSE = Duration.ofSeconds(1);
  private static final Duration FAREWELL = Duration.ofSeconds(20);

  private final SparkplugConfig config;
  private final Database database;
  private final Registry registry;
  private final Deliveries deliveries;
  private final HostMeters meters;
  private final Clock clock;
  private final HostLease lease;
  private final CountDownLatch closing = new CountDownLatch(1);
  private final Thread thread = new Thread(this::run, "sparkplug-host");
  private volatile boolean host;
  private volatile Optional<String> trouble = Optional.empty();

  /** Prepares everything; nothing runs before {@link #start()}. */
  public SparkplugHost(
      SparkplugConfig config,
      Database database,
      Registry registry,
      ReadingIntake intake,
      MeterRegistry meters,
      Clock clock) {
    this.config = config;
    this.database = database;
    this.registry = registry;
    this.deliveries = new Deliveries(intake);
    this.meters = new HostMeters(meters);
    this.clock = clock;
    this.lease = new HostLease(database, config.hostId());
  }

  /** Starts the thread and returns at once; the broker and the database may come up later. */
  public void start() {
    thread.start();
  }

  /** Whether this instance is the host and connected. */
  public boolean isHost() {
    return host;
  }

  /** What keeps this instance from being the host, if it ought to be. */
  public Optional<String> trouble() {
    return trouble;
  }

  private void run() {
    try {
      while (closing.getCount() > 0) {
        serveOnce();
        closing.await(PAUSE.toMillis(), TimeUnit.MILLISECONDS);
      }
      lease.giveUp();
    } catch (InterruptedException | StoreException leaving) {
      LOG.debug("Left without giving the lease up", leaving);
    }
  }

  private void serveOnce() throws InterruptedException {
    try {
      if (lease.take()) {
        serve();
      } else {
        trouble = Optional.empty();
      }
    } catch (StoreException outage) {
      tell("no Sparkplug host without the database: " + outage.getMessage());
    } catch (MqttException | RuntimeException failure) {
      tell("no Sparkplug host at " + config.broker() + ": " + BrokerSockets.reason(failure));
    } finally {
      host = false;
      meters.host(false, 0);
    }
  }

  private void serve() throws MqttException, InterruptedException {
    try (HostConnection connection = HostConnection.open(config, clock.instant())) {
      HostTerm term =
          new HostTerm(connection, lease, database, registry, deliveries, meters, clock);
      LOG.info("Sparkplug host {} is online at {}", config.hostId(), config.broker());
      host = true;
      trouble = Optional.empty();
      term.serve(closing);
    }
    if (closing.getCount() > 0) {
      tell("the host's connection to the broker was lost");
    }
  }

  private void tell(String what) {
    if (!trouble.equals(Optional.of(what))) {
      LOG.warn("{}; trying again", what);
    }
    trouble = Optional.of(what);
  }

  /** Says that the host is offline and lets another instance take over at once. */
  @Override
  public void close() {
    closing.countDown();
    try {
      thread.join(FAREWELL.toMillis());
    } catch (InterruptedException hurry) {
      Thread.currentThread().interrupt();
    }
  }
}
