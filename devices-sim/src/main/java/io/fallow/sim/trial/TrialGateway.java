package io.fallow.sim.trial;

import io.fallow.gateway.queue.Cursor;
import io.fallow.gateway.queue.DiskQueue;
import io.fallow.gateway.queue.QueueLimits;
import io.fallow.gateway.uplink.Uplink;
import io.fallow.gateway.uplink.UplinkConfig;
import io.fallow.gateway.wire.GatewayAddress;
import io.fallow.gateway.wire.PayloadFormat;
import io.fallow.gateway.wire.Reading;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.concurrent.locks.LockSupport;

/**
 * A gateway as facilities run it, queue and uplink, fed at a steady rate. Each reading's counter is
 * a number that no other of this gateway has: {@code (sequence - 1) × readings a message + index}.
 */
final class TrialGateway implements AutoCloseable {

  private final GatewayAddress address;
  private final List<String> assets;
  private final TrialLoad load;
  private final DiskQueue queue;
  private final Uplink uplink;
  private final Thread feeding;
  private volatile boolean stopped;

  TrialGateway(UplinkConfig config, List<String> assets, TrialLoad load, Path folder) {
    this.address = config.address();
    this.assets = assets;
    this.load = load;
    this.queue =
        DiskQueue.open(
            folder.resolve("queue-" + address),
            QueueLimits.DEFAULT.withMessagesOf(load.readings()),
            PayloadFormat.PROTOBUF,
            Clock.systemUTC());
    this.uplink = new Uplink(config, queue);
    this.feeding = new Thread(this::feed, "feed-" + address);
    feeding.setDaemon(true);
  }

  GatewayAddress address() {
    return address;
  }

  void start() {
    uplink.start();
    feeding.start();
  }

  private void feed() {
    long start = System.nanoTime();
    double gap = 1e9 * load.gateways() * load.readings() / load.readingsPerSecond();
    for (long n = 0; !stopped; n++) {
      long due = start + (long) (n * gap);
      for (long now = System.nanoTime(); now < due && !stopped; now = System.nanoTime()) {
        LockSupport.parkNanos(due - now);
      }
      queue.append(message(n));
    }
  }

  private List<Reading> message(long n) {
    Instant now = Instant.now().truncatedTo(ChronoUnit.MICROS);
    List<Reading> readings = new ArrayList<>(load.readings());
    for (int i = 0; i < load.readings(); i++) {
      String asset = assets.get(i % assets.size());
      Instant time = now.plus(i, ChronoUnit.MICROS);
      long counter = n * load.readings() + i;
      readings.add(
          new Reading(
              asset,
              time,
              Optional.empty(),
              OptionalDouble.of(1_000 + (int) (n % 500)),
              OptionalLong.of(counter)));
    }
    return readings;
  }

  /** No more messages come into being; what is queued is still delivered. */
  void stopFeeding() throws InterruptedException {
    stopped = true;
    feeding.join();
  }

  Cursor cursor() {
    return queue.cursor();
  }

  /** Through which message the broker has acknowledged all. */
  long acknowledged() {
    return uplink.takenThrough();
  }

  long sentAgain() {
    return uplink.sentAgain();
  }

  @Override
  public void close() {
    stopped = true;
    uplink.close();
    queue.close();
  }
}
