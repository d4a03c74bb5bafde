package io.fallow.gateway.uplink;

import io.fallow.gateway.queue.DiskQueue;
import io.fallow.gateway.queue.QueueException;
import io.fallow.gateway.retry.Backoff;
import java.time.Duration;
import java.util.Optional;
import java.util.Random;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Publishes a queue's messages in their order to {@link io.fallow.gateway.wire.Topics#readings},
 * QoS 1, and acknowledges to the queue what the broker has taken over, or what the platform says
 * that it has stored ({@link UplinkConfig.Until}): at least once, and known again by their keys.
 *
 * <p>Its own thread connects, sends, and after any failure connects anew with a new client, after a
 * pause that grows. While it is connected, the retained message at {@link
 * io.fallow.gateway.wire.Topics#status} says {@code online}, otherwise {@code offline}.
 *
 * <p>Does not own the queue: close the uplink first, then the queue.
 */
public final class Uplink implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(Uplink.class);

  private final UplinkConfig config;
  private final DiskQueue queue;
  private final GatewayFacts facts;
  private final Backoff backoff;
  private final Thread thread;
  private final Unconfirmed unconfirmed;
  private final Orders orders;
  private volatile UplinkConnection connection;
  private volatile String trouble;
  private boolean stopped; // guarded by this

  /** Does nothing until it is started. */
  public Uplink(UplinkConfig config, DiskQueue queue) {
    this(config, queue, GatewayFacts.plain());
  }

  /** One that tells of a gateway's sources too; does nothing until it is started. */
  public Uplink(UplinkConfig config, DiskQueue queue, GatewayFacts facts) {
    this.config = config;
    this.facts = facts;
    this.queue = queue;
    this.backoff = new Backoff(config.shortestPause(), config.longestPause(), new Random());
    this.unconfirmed = new Unconfirmed(queue);
    this.orders = new Orders(unconfirmed);
    this.thread = new Thread(this::run, "uplink-" + config.user());
    thread.setDaemon(true);
  }

  /** Begins to connect and to publish; returns at once. */
  public void start() {
    thread.start();
  }

  /** Whether the broker is connected at this moment. */
  public boolean connected() {
    UplinkConnection open = connection;
    return open != null && open.isUp();
  }

  /** How many messages are sent and not yet acknowledged. */
  public long inFlight() {
    UplinkConnection open = connection;
    return open == null ? 0 : open.flight().count();
  }

  /** Through which message the broker has acknowledged all, 0 for none. */
  public long takenThrough() {
    return unconfirmed.takenThrough();
  }

  /** Messages that were sent again because the broker had lost them after its acknowledgement. */
  public long sentAgain() {
    return unconfirmed.sentAgain();
  }

  /** Commands that it did not understand. */
  public long refusedCommands() {
    return orders.refused();
  }

  /** Why nothing is delivered at this moment, in words; empty while all is well. */
  public Optional<String> trouble() {
    return Optional.ofNullable(trouble);
  }

  /** Stops sending, says {@code offline} and disconnects. What is queued stays queued. */
  @Override
  public void close() {
    synchronized (this) {
      stopped = true;
      notifyAll();
    }
    try {
      thread.join(config.patience().toMillis() + 10_000);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void run() {
    try {
      while (!isStopped()) {
        connectAndDrain();
        pause();
      }
    } catch (InterruptedException e) {
      LOG.info("the uplink to {} was interrupted", config.broker());
    }
  }

  private void connectAndDrain() throws InterruptedException {
    try (UplinkConnection open = UplinkConnection.open(config, queue, unconfirmed, orders)) {
      connection = open;
      trouble = null;
      LOG.info("connected to {} as {}", config.broker(), config.user());
      try {
        open.drain(facts, this::isStopped);
      } finally {
        connection = null;
        if (open.flight().hasDelivered()) {
          backoff.reset();
        }
      }
    } catch (UplinkException | QueueException e) {
      trouble = e.getMessage();
    } catch (RuntimeException e) {
      LOG.error("the uplink to {} failed", config.broker(), e);
      trouble = e.toString();
    }
  }

  private synchronized void pause() throws InterruptedException {
    if (stopped) {
      return;
    }
    Duration pause = backoff.next();
    LOG.warn(
        "{} as {}: {}; trying again in {} ms; {} messages wait",
        config.broker(),
        config.user(),
        trouble,
        pause.toMillis(),
        queue.cursor().waiting());
    long deadline = System.nanoTime() + pause.toNanos();
    for (long left = pause.toMillis(); left > 0 && !stopped; ) {
      wait(left);
      left = (deadline - System.nanoTime()) / 1_000_000;
    }
  }

  private synchronized boolean isStopped() {
    return stopped;
  }
}
