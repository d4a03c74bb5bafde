package io.fallow.sim.bench;

import io.fallow.gateway.queue.DiskQueue;
import io.fallow.gateway.queue.QueueLimits;
import io.fallow.gateway.uplink.Uplink;
import io.fallow.gateway.uplink.UplinkConfig;
import io.fallow.gateway.wire.Activity;
import io.fallow.gateway.wire.Reading;
import io.fallow.sim.load.LoadGateway;
import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/**
 * The gateways of a fleet as facilities run them, queue and uplink: each asset says what it does
 * every so many seconds, and at once when that changes. Safe for any number of threads.
 */
final class FleetReadings implements AutoCloseable {

  private static final int TICK_MS = 200;

  private final List<Part> parts = new ArrayList<>();
  private final Map<String, Activity> doing = new ConcurrentHashMap<>();
  private final int ticks;
  private final ScheduledExecutorService thread = Executors.newSingleThreadScheduledExecutor();
  private int tick;

  /** A gateway with its queue. */
  private record Part(List<String> assets, DiskQueue queue, Uplink uplink) {}

  /** Gateways that are not started yet. */
  FleetReadings(URI broker, List<LoadGateway> gateways, int everySeconds, Path folder) {
    ticks = everySeconds * 1_000 / TICK_MS;
    for (LoadGateway each : gateways) {
      DiskQueue queue =
          DiskQueue.open(
              folder.resolve("queue-" + each.address()), QueueLimits.DEFAULT, Clock.systemUTC());
      UplinkConfig config = UplinkConfig.of(broker, each.address(), each.password());
      parts.add(new Part(each.assets(), queue, new Uplink(config, queue)));
    }
  }

  @SuppressWarnings("FutureReturnValueIgnored") // a run that fails shows by readings that lack
  void start() {
    parts.forEach(part -> part.uplink().start());
    thread.scheduleAtFixedRate(this::tell, 0, TICK_MS, TimeUnit.MILLISECONDS);
  }

  private void tell() {
    int turn = tick++ % ticks;
    for (Part part : parts) {
      int count = part.assets().size();
      List<String> some = part.assets().subList(turn * count / ticks, (turn + 1) * count / ticks);
      append(part, some);
    }
  }

  private synchronized void append(Part part, List<String> assets) {
    Instant now = Instant.now().truncatedTo(ChronoUnit.MICROS);
    List<Reading> readings =
        assets.stream()
            .map(each -> Reading.ofActivity(each, now, doing.getOrDefault(each, Activity.STANDBY)))
            .toList();
    if (!readings.isEmpty()) {
      part.queue().append(readings);
    }
  }

  /** An asset does something else, and says so now. */
  void change(String asset, Activity activity) {
    doing.put(asset, activity);
    parts.stream()
        .filter(part -> part.assets().contains(asset))
        .forEach(part -> append(part, List.of(asset)));
  }

  @Override
  public void close() {
    thread.shutdownNow();
    for (Part part : parts) {
      part.uplink().close();
      part.queue().close();
    }
  }
}
