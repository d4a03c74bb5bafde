package io.fallow.sim.trial;

import io.fallow.gateway.tls.TlsFiles;
import io.fallow.gateway.uplink.UplinkConfig;
import io.fallow.gateway.uplink.UplinkConfig.Until;
import io.fallow.gateway.wire.GatewayAddress;
import io.fallow.sim.database.LocalTimescale;
import io.fallow.sim.database.LocalTimescaleConfig;
import io.fallow.sim.database.Way;
import io.fallow.sim.machine.FileTree;
import io.fallow.sim.mosquitto.LocalMosquitto;
import io.fallow.sim.mosquitto.MosquittoConfig;
import io.fallow.sim.mosquitto.MosquittoUser;
import io.fallow.telemetry.registry.ActivityRule;
import io.fallow.telemetry.registry.NewAsset;
import io.fallow.telemetry.registry.Registry;
import io.fallow.telemetry.store.Database;
import io.fallow.telemetry.store.DatabaseConfig;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.stream.IntStream;

/**
 * A Mosquitto, a PostgreSQL and instances of telemetry, each in processes of its own, and gateways
 * that publish from this one.
 */
final class TrialStack implements AutoCloseable {

  private static final String PASSWORD = "trial";
  private static final int ASSETS = 25;

  private final Path folder;
  private final TrialLoad load;
  private final LocalTimescale timescale;
  private final LocalMosquitto broker;
  private final Database database;
  private final Map<String, TelemetryProcess> instances = new LinkedHashMap<>();
  private final List<TrialGateway> gateways = new ArrayList<>();
  private final Until until;

  /** Starts everything; nobody publishes yet. */
  TrialStack(TrialLoad load, Until until, List<String> names) throws IOException {
    this.load = load;
    this.until = until;
    this.folder = Files.createTempDirectory("fallow-trial-");
    FileTree.mode(folder, "rwx--x--x");
    timescale =
        LocalTimescale.start(
            new LocalTimescaleConfig(
                folder,
                System.getenv(),
                List.of(Way.INSTALLED, Way.DEBIAN_PACKAGES),
                Map.of(),
                line -> {}));
    broker = LocalMosquitto.start(mosquitto());
    database =
        Database.open(
            new DatabaseConfig(
                "trial", timescale.jdbcUrl(), timescale.user(), timescale.password(), 2));
    database.migrate();
    register();
    names.forEach(this::instance);
    for (TelemetryProcess each : instances.values()) {
      each.start();
    }
  }

  private MosquittoConfig mosquitto() {
    MosquittoConfig config =
        MosquittoConfig.in(folder.resolve("broker"))
            .keepingNowAndThen()
            .with(MosquittoUser.platform("telemetry", PASSWORD));
    for (int i = 1; i <= load.gateways(); i++) {
      config = config.with(MosquittoUser.gateway("trial", "gw" + i, PASSWORD));
    }
    return config;
  }

  private void register() {
    Registry registry = new Registry(database);
    registry.registerOrganisation("trial", "Trial");
    registry.registerFacility("trial", "main", "Main", ZoneOffset.UTC, 0, 0);
    ActivityRule rule = new ActivityRule.Reported(Duration.ofMinutes(5));
    for (int i = 1; i <= load.gateways(); i++) {
      registry.registerGateway(new GatewayAddress("trial", "gw" + i), "main", PASSWORD);
      for (String asset : assets(i)) {
        registry.registerAsset(new NewAsset("trial", "main", asset, asset, "mill", Set.of(), rule));
      }
    }
  }

  /** Codes of the assets of a gateway, by its number from 1. */
  static List<String> assets(int gateway) {
    return IntStream.rangeClosed(1, ASSETS).mapToObj(n -> "gw" + gateway + "-a" + n).toList();
  }

  private void instance(String name) {
    instances.put(name, new TelemetryProcess(name, timescale, broker.uri(), PASSWORD, folder));
  }

  /** How a gateway reaches the broker, by its number from 1. */
  UplinkConfig uplink(int number) {
    GatewayAddress address = new GatewayAddress("trial", "gw" + number);
    return new UplinkConfig(
        broker.uri(),
        address,
        address.toString(),
        PASSWORD,
        64,
        Duration.ofSeconds(10),
        Duration.ofMillis(200),
        Duration.ofSeconds(2),
        until,
        TlsFiles.USUAL);
  }

  /** Waits until all instances are ready, then lets the gateways publish. */
  void begin() throws InterruptedException {
    awaitReady();
    for (int i = 1; i <= load.gateways(); i++) {
      gateways.add(new TrialGateway(uplink(i), assets(i), load, folder));
    }
    gateways.forEach(TrialGateway::start);
  }

  /** Waits until all instances are ready. */
  void awaitReady() throws InterruptedException {
    for (TelemetryProcess each : instances.values()) {
      each.awaitReady();
    }
  }

  LocalTimescale timescale() {
    return timescale;
  }

  LocalMosquitto broker() {
    return broker;
  }

  Database database() {
    return database;
  }

  TelemetryProcess telemetry(String instance) {
    return instances.get(instance);
  }

  /** Where logs and data are. */
  Path folder() {
    return folder;
  }

  /** Messages that the broker has acknowledged so far. */
  long acknowledged() {
    return gateways.stream().mapToLong(TrialGateway::acknowledged).sum();
  }

  /** Messages that no queue waits for any more. */
  long confirmed() {
    return gateways.stream().mapToLong(each -> each.cursor().acknowledgedThrough()).sum();
  }

  /** Messages that wait in the gateways' queues. */
  long waiting() {
    return gateways.stream().mapToLong(each -> each.cursor().waiting()).sum();
  }

  /** Waits for something to become true, and says whether it did. */
  static boolean await(Duration patience, BooleanSupplier condition) throws InterruptedException {
    long deadline = System.nanoTime() + patience.toNanos();
    while (!condition.getAsBoolean()) {
      if (System.nanoTime() > deadline) {
        return false;
      }
      TimeUnit.MILLISECONDS.sleep(50);
    }
    return true;
  }

  /** Publishes no more, waits until nothing more comes in, and looks what is there. */
  Verdict end(Duration patience) throws InterruptedException {
    for (TrialGateway each : gateways) {
      each.stopFeeding();
    }
    await(patience, () -> waiting() == 0);
    settle(patience);
    return inspect();
  }

  private void settle(Duration patience) throws InterruptedException {
    long before = -1;
    long now = stored();
    long deadline = System.nanoTime() + patience.toNanos();
    while (now != before && System.nanoTime() < deadline) {
      TimeUnit.SECONDS.sleep(2);
      before = now;
      now = stored();
    }
  }

  private long stored() {
    return inspect().lostMessages();
  }

  private Verdict inspect() {
    Inspection inspection = new Inspection(database);
    return gateways.stream()
        .map(
            each ->
                inspection.of(
                    each.address(),
                    each.cursor().epoch(),
                    each.acknowledged(),
                    load.readings(),
                    each.sentAgain()))
        .reduce(Verdict.NONE, Verdict::plus);
  }

  @Override
  public void close() {
    gateways.forEach(TrialGateway::close);
    instances.values().forEach(TelemetryProcess::close);
    broker.close();
    database.close();
    timescale.close();
    FileTree.delete(folder);
  }
}
