package io.fallow.sim.local;

import io.fallow.gateway.queue.Cursor;
import io.fallow.gateway.queue.DiskQueue;
import io.fallow.gateway.queue.QueueLimits;
import io.fallow.gateway.uplink.Uplink;
import io.fallow.gateway.uplink.UplinkConfig;
import io.fallow.gateway.uplink.UplinkConfig.Until;
import io.fallow.gateway.wire.GatewayAddress;
import io.fallow.sim.device.SimulatedDevice;
import io.fallow.sim.world.DemoDevices;
import io.fallow.sim.world.DemoWorld;
import io.fallow.sim.world.SimulatedGateway;
import io.fallow.sim.world.WorldStart;
import java.io.IOException;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * The gateways of a demo world, each with its devices, its queue on disk and its connection to the
 * broker, as they would run at their facilities. Opened first, so that one can see how far they
 * were; started later.
 */
final class GatewayFleet implements AutoCloseable {

  private static final QueueLimits LIMITS = QueueLimits.of(64 << 20);

  private record Station(DiskQueue queue, SimulatedGateway gateway) {}

  private final Home home;
  private final WorldStart world;
  private final List<Station> stations = new ArrayList<>();
  private final Parts parts = new Parts();

  private GatewayFleet(Home home, WorldStart world) {
    this.home = home;
    this.world = world;
  }

  /** Opens the queues of all gateways that have simulated devices. */
  static GatewayFleet open(Home home, DemoWorld world, WorldStart start) {
    GatewayFleet fleet = new GatewayFleet(home, start);
    Map<GatewayAddress, List<SimulatedDevice>> devices =
        DemoDevices.of(world, start.seed()).stream()
            .collect(
                Collectors.groupingBy(
                    DemoDevices.Placed::gateway,
                    LinkedHashMap::new,
                    Collectors.mapping(DemoDevices.Placed::device, Collectors.toList())));
    try {
      devices.forEach(fleet::open);
      return fleet;
    } catch (RuntimeException e) {
      fleet.close();
      throw e;
    }
  }

  private void open(GatewayAddress address, List<SimulatedDevice> devices) {
    DiskQueue queue = DiskQueue.open(home.queue(address), LIMITS, Clock.systemUTC());
    parts.add("queue of " + address, queue);
    SimulatedGateway gateway = new SimulatedGateway(address, devices, queue, world.start());
    stations.add(new Station(queue, gateway));
  }

  /** The latest instant that any gateway has told of: the simulated world was that far. */
  Instant playedThrough() {
    return stations.stream()
        .map(station -> station.gateway().playedThrough())
        .max(Comparator.naturalOrder())
        .orElse(world.start());
  }

  /** Publishes what is queued and plays what the clock has passed, from now on. */
  void start(URI broker, Clock clock) throws IOException {
    for (Station station : stations) {
      GatewayAddress address = station.gateway().address();
      Uplink uplink =
          new Uplink(
              UplinkConfig.of(broker, address, home.password(address)).until(Until.PLATFORM),
              station.queue());
      parts.add("uplink of " + address, uplink);
      uplink.start();
      parts.add("devices of " + address, station.gateway());
      station.gateway().startLive(clock);
    }
  }

  /** What share of the time from the world's start to {@code end} has been queued, 0 to 1. */
  double played(Instant end) {
    double whole = Duration.between(world.start(), end).toMillis();
    return stations.stream()
        .mapToDouble(
            station ->
                Duration.between(world.start(), station.gateway().playedThrough()).toMillis()
                    / whole)
        .map(share -> Math.min(1, share))
        .average()
        .orElse(1);
  }

  /** How far each queue is. */
  Map<GatewayAddress, Cursor> cursors() {
    return stations.stream()
        .collect(
            Collectors.toMap(
                station -> station.gateway().address(), station -> station.queue().cursor()));
  }

  @Override
  public void close() {
    parts.close();
  }
}
