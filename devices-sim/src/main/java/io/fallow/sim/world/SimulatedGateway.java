package io.fallow.sim.world;

import io.fallow.gateway.queue.DiskQueue;
import io.fallow.gateway.queue.QueueFullException;
import io.fallow.gateway.queue.QueuedBatch;
import io.fallow.gateway.wire.GatewayAddress;
import io.fallow.gateway.wire.Reading;
import io.fallow.gateway.wire.WireFormatException;
import io.fallow.sim.device.SimulatedDevice;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The gateway of one facility: it takes what its simulated devices say and puts it into its queue.
 *
 * <p>Its life is one walk through time. It first {@linkplain #play plays} what has been since the
 * world began, as fast as the queue takes it, then {@linkplain #startLive goes on} with the clock.
 * How far it is, it knows from the newest message of its queue alone: messages are in order of
 * time, and none divides an instant. So after any end, also that of the process, it goes on right
 * behind the last reading that is safe on the disk, and what was said meanwhile follows.
 *
 * <p>Safe for several threads; one at a time plays.
 */
public final class SimulatedGateway implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(SimulatedGateway.class);

  private static final int BATCH = 200;
  private static final Duration SLICE = Duration.ofMinutes(30);
  private static final Duration TICK = Duration.ofMillis(500);
  private static final Duration PATIENCE = Duration.ofMillis(250);

  private final GatewayAddress address;
  private final List<SimulatedDevice> devices;
  private final DiskQueue queue;
  private final CountDownLatch closing = new CountDownLatch(1);

  private volatile Instant playedThrough;
  private Thread live; // guarded by closing

  /**
   * A gateway that goes on where its queue ends.
   *
   * @param devices no other thread uses them
   * @param queue of this gateway alone; it stays the caller's to close, after this gateway
   * @param start where to begin when nothing was ever queued
   */
  public SimulatedGateway(
      GatewayAddress address, List<SimulatedDevice> devices, DiskQueue queue, Instant start) {
    this.address = address;
    this.devices = List.copyOf(devices);
    this.queue = queue;
    this.playedThrough = queue.last().map(SimulatedGateway::justAfter).orElse(start);
  }

  private static Instant justAfter(QueuedBatch newest) {
    try {
      List<Reading> readings = newest.decode().readings();
      return readings.get(readings.size() - 1).time().plusNanos(1_000);
    } catch (WireFormatException e) {
      throw new IllegalStateException("the queue holds a message that is none", e);
    }
  }

  /** Which gateway this is. */
  public GatewayAddress address() {
    return address;
  }

  /** Everything said before this instant is in the queue, or acknowledged already. */
  public Instant playedThrough() {
    return playedThrough;
  }

  /**
   * Queues everything that is said until {@code to}; returns sooner only when this gateway closes.
   * Blocks while the queue is full.
   *
   * @throws io.fallow.gateway.queue.QueueException when the disk fails
   */
  public synchronized void play(Instant to) throws InterruptedException {
    while (playedThrough.isBefore(to)) {
      Instant slice = playedThrough.plus(SLICE);
      Instant end = slice.isBefore(to) ? slice : to;
      for (List<Reading> batch : Batches.of(readings(playedThrough, end), BATCH)) {
        if (!appended(batch)) {
          return;
        }
      }
      playedThrough = end;
    }
  }

  private List<Reading> readings(Instant from, Instant to) {
    List<Reading> readings = new ArrayList<>();
    devices.forEach(device -> readings.addAll(device.readings(from, to)));
    return readings;
  }

  private boolean appended(List<Reading> batch) throws InterruptedException {
    while (closing.getCount() > 0) {
      try {
        queue.append(batch, PATIENCE);
        return true;
      } catch (QueueFullException full) {
        LOG.debug("{} waits for room in its queue", address);
      }
    }
    return false;
  }

  /**
   * From now on plays what the clock has passed, twice a second, on a thread of its own.
   *
   * @param clock the time of the simulated world, in which readings are stamped too. Where it runs
   *     faster than the real time, whoever takes the readings in must go by the same clock, or they
   *     lie in its future
   * @throws IllegalStateException when it is live already
   */
  public void startLive(Clock clock) {
    synchronized (closing) {
      if (live != null) {
        throw new IllegalStateException(address + " is live already");
      }
      live = new Thread(() -> live(clock), "simulated-" + address);
      live.setDaemon(true);
      live.start();
    }
  }

  private void live(Clock clock) {
    try {
      do {
        tick(clock);
      } while (!closing.await(TICK.toMillis(), TimeUnit.MILLISECONDS));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void tick(Clock clock) throws InterruptedException {
    try {
      play(clock.instant());
    } catch (RuntimeException e) {
      LOG.error("{} could not queue what its devices said, and tries again", address, e);
    }
  }

  /** Stops playing; waits for that a few seconds at most. What is queued stays queued. */
  @Override
  public void close() {
    closing.countDown();
    synchronized (closing) {
      if (live != null) {
        join(live);
      }
    }
  }

  private void join(Thread thread) {
    try {
      thread.join(5_000);
      if (thread.isAlive()) {
        LOG.warn("{} still plays", address);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
