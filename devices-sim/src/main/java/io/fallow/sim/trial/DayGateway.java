package io.fallow.sim.trial;

import io.fallow.gateway.queue.DiskQueue;
import io.fallow.gateway.queue.QueueLimits;
import io.fallow.gateway.uplink.Uplink;
import io.fallow.gateway.uplink.UplinkConfig;
import io.fallow.sim.device.SimulatedDevice;
import io.fallow.sim.world.SimulatedGateway;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.List;

/** A gateway with its devices, queue and connection, which can be cut and comes back. */
final class DayGateway implements AutoCloseable {

  private static final QueueLimits LIMITS = QueueLimits.of(64 << 20);

  private final UplinkConfig config;
  private final DiskQueue queue;
  private final SimulatedGateway gateway;
  private Uplink uplink;

  /** A gateway that isn't started yet; its devices' history begins at {@code start}. */
  DayGateway(UplinkConfig config, List<SimulatedDevice> devices, Path folder, Instant start) {
    this.config = config;
    this.queue =
        DiskQueue.open(folder.resolve("queue-" + config.address()), LIMITS, Clock.systemUTC());
    this.gateway = new SimulatedGateway(config.address(), devices, queue, start);
  }

  void start(Clock clock) {
    connect();
    gateway.startLive(clock);
  }

  /** What its devices say from now on waits in its queue. */
  void cut() {
    uplink.close();
  }

  void connect() {
    uplink = new Uplink(config, queue);
    uplink.start();
  }

  @Override
  public void close() {
    gateway.close();
    if (uplink != null) {
      uplink.close();
    }
    queue.close();
  }
}
