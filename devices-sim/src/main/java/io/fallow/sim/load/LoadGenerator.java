package io.fallow.sim.load;

import io.fallow.gateway.wire.GatewayAddress;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;

/**
 * Publishes as many gateways at once, QoS 1, from one thread of its own. It survives the broker: a
 * connection that breaks is made again, and what was unacknowledged is sent again. Safe for use by
 * other threads.
 *
 * <p>A message's time is when it was due: one that is published late, since the broker or this
 * machine was busy, counts as late.
 */
public final class LoadGenerator implements AutoCloseable {
  private static final int AT_ONCE = 64;
  private static final long RECONNECT_NANOS = TimeUnit.MILLISECONDS.toNanos(250);

  private final Selector selector;
  private final List<Publisher> publishers;
  private final Thread thread = new Thread(this::run, "load");
  private volatile boolean closed;
  private volatile long allowed;
  private LoadPlan plan;
  private Instant begun = Instant.EPOCH;
  private long begunNanos;
  private long triedNanos;
  private long published;
  private int turn;
  private boolean publishing;

  /**
   * What has come of a plan so far.
   *
   * @param published messages handed to the broker at least once
   * @param acknowledged by the broker
   * @param refused by the broker in its acknowledgement; must stay 0
   */
  public record Status(long published, long acknowledged, long refused) {}

  /**
   * Connects all gateways; blocks until they are.
   *
   * @throws IOException when the broker does not let one in
   */
  public LoadGenerator(URI broker, List<LoadGateway> gateways) throws IOException {
    selector = Selector.open();
    publishers = gateways.stream().map(it -> new Publisher(broker, it, selector)).toList();
    for (Publisher publisher : publishers) {
      publisher.connect();
    }
    thread.setDaemon(true);
    thread.start();
  }

  /**
   * Begins a plan. The one before must have ended.
   *
   * @param first how many messages may be published before {@link #allow} allows more
   */
  public synchronized void begin(LoadPlan newPlan, long first) {
    if (plan != null && !ended()) {
      throw new IllegalStateException("the plan before has not ended");
    }
    plan = newPlan;
    publishers.forEach(each -> each.begin(newPlan));
    published = 0;
    allowed = first;
    begun = Instant.now();
    begunNanos = System.nanoTime();
    publishing = true;
  }

  /** Bounds how many messages may have been published in all; from then on they wait. */
  public void allow(long messages) {
    allowed = messages;
    selector.wakeup();
  }

  /** Publishes nothing more of this plan; what is on its way still lands. */
  public synchronized void end() {
    publishing = false;
  }

  /** Whether all that was published has been acknowledged, and nothing more will be. */
  public synchronized boolean ended() {
    Status now = status();
    return !publishing && now.acknowledged() == now.published();
  }

  /** How the plan stands. */
  public synchronized Status status() {
    return new Status(
        publishers.stream().mapToLong(Publisher::published).sum(),
        publishers.stream().mapToLong(Publisher::acknowledged).sum(),
        publishers.stream().mapToLong(Publisher::refused).sum());
  }

  /** The last sequence that the broker has acknowledged, with all before it, of each gateway. */
  public synchronized Map<GatewayAddress, Long> acknowledgedThrough() {
    Map<GatewayAddress, Long> through = new TreeMap<>(Comparator.comparing(String::valueOf));
    publishers.forEach(each -> through.put(each.gateway().address(), each.acknowledged()));
    return through;
  }

  private void run() {
    try {
      while (!closed) {
        selector.select(1);
        round();
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private synchronized void round() {
    for (SelectionKey ready : selector.selectedKeys()) {
      Publisher publisher = (Publisher) ready.attachment();
      attempt(publisher, publisher::receive);
    }
    selector.selectedKeys().clear();
    reconnect();
    if (publishing) {
      publish();
    }
    publishers.forEach(each -> attempt(each, each::flush));
  }

  private interface Work {
    void run() throws IOException;
  }

  private static void attempt(Publisher publisher, Work work) {
    try {
      if (publisher.connected()) {
        work.run();
      }
    } catch (IOException lost) {
      publisher.disconnect();
    }
  }

  private void reconnect() {
    if (System.nanoTime() - triedNanos < RECONNECT_NANOS) {
      return;
    }
    triedNanos = System.nanoTime();
    for (Publisher publisher : publishers) {
      if (!publisher.connected()) {
        try {
          publisher.connect();
        } catch (IOException stillAway) {
          publisher.disconnect();
          return;
        }
      }
    }
  }

  private void publish() {
    long due = Math.min(AT_ONCE, Math.min(due(), allowed) - published);
    int full = 0;
    while (due > 0 && full < publishers.size()) {
      Publisher publisher = publishers.get(turn);
      turn = (turn + 1) % publishers.size();
      if (publisher.hasRoom()) {
        publisher.publish(dueAt());
        published++;
        due--;
        full = 0;
      } else {
        full++;
      }
    }
  }

  private long due() {
    if (plan.messagesPerSecond() == 0) {
      return Long.MAX_VALUE;
    }
    double seconds = (System.nanoTime() - begunNanos) / 1e9;
    return (long) (seconds * plan.messagesPerSecond());
  }

  private Instant dueAt() {
    if (plan.messagesPerSecond() == 0) {
      return Instant.now();
    }
    return begun.plus((long) (published * 1e6 / plan.messagesPerSecond()), ChronoUnit.MICROS);
  }

  @Override
  public void close() {
    closed = true;
    selector.wakeup();
    try {
      thread.join(TimeUnit.SECONDS.toMillis(10));
      publishers.forEach(Publisher::disconnect);
      selector.close();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
