package io.fallow.sim.bench;

import io.fallow.sim.database.LocalTimescale;
import io.fallow.sim.database.LocalTimescaleConfig;
import io.fallow.sim.database.Way;
import io.fallow.sim.load.LoadGateway;
import io.fallow.sim.load.LoadProcess;
import io.fallow.sim.machine.FileTree;
import io.fallow.sim.machine.LoopbackPort;
import io.fallow.sim.machine.MachineException;
import io.fallow.sim.mosquitto.LocalMosquitto;
import io.fallow.sim.mosquitto.MosquittoConfig;
import io.fallow.sim.mosquitto.MosquittoUser;
import io.fallow.sim.process.ChildJvm;
import io.fallow.telemetry.Main;
import io.fallow.telemetry.store.Database;
import io.fallow.telemetry.store.DatabaseConfig;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.stream.Stream;

/** The processes of the benchmark, each watched for what it takes. Blocks. */
final class BenchStack implements AutoCloseable {
  static final List<String> TELEMETRY_OPTIONS = List.of("-Xmx512m", "-XX:+UseSerialGC");
  private static final List<String> LOAD_OPTIONS = List.of("-Xmx192m", "-XX:+UseSerialGC");
  private static final List<BenchWorld> WORLDS = List.of(BenchWorld.USUAL, BenchWorld.LARGE);
  private static final long READY_SECONDS = 120;

  /** As the local stack runs it, but that it notes when each transaction was committed. */
  private static final Map<String, String> SETTINGS = Map.of("track_commit_timestamp", "on");

  private final Path folder;
  private final Resources resources = new Resources();
  private final LocalTimescale database;
  private final LocalMosquitto broker;
  private final ChildJvm telemetry;
  private final OpsPort ops;
  private LoadProcess load;

  BenchStack(Path folder, Consumer<String> progress) {
    this.folder = folder;
    List<Way> own = List.of(Way.INSTALLED, Way.DEBIAN_PACKAGES, Way.DOCKER);
    database =
        LocalTimescale.start(
            new LocalTimescaleConfig(folder, System.getenv(), own, SETTINGS, progress));
    database.pid().ifPresent(pid -> resources.watch(Role.DATABASE, pid));
    progress.accept("Registering assets ...");
    register();
    broker = LocalMosquitto.start(access(folder.resolve("broker")).telling(progress));
    broker.pid().ifPresent(pid -> resources.watch(Role.BROKER, pid));
    int port = LoopbackPort.free(0);
    telemetry =
        ChildJvm.start(
            Main.class,
            TELEMETRY_OPTIONS,
            List.of(),
            variables(port),
            folder.resolve("telemetry.log"));
    resources.watch(Role.TELEMETRY, telemetry.pid());
    ops = new OpsPort(port);
    awaitReady();
  }

  private void register() {
    String url = database.jdbcUrl() + "?options=-c%20synchronous_commit=off";
    DatabaseConfig config =
        new DatabaseConfig("bench", url, database.user(), database.password(), 3);
    try (Database store = Database.open(config)) {
      store.migrate();
      WORLDS.forEach(world -> world.register(store));
    }
  }

  private static MosquittoConfig access(Path folder) {
    MosquittoConfig config =
        MosquittoConfig.in(folder).with(MosquittoUser.platform("telemetry", "secret"));
    for (LoadGateway gateway : gateways()) {
      config =
          config.with(
              MosquittoUser.gateway(
                  gateway.address().organisation(),
                  gateway.address().gateway(),
                  gateway.password()));
    }
    return config;
  }

  private static List<LoadGateway> gateways() {
    return WORLDS.stream().map(BenchWorld::logins).flatMap(List::stream).toList();
  }

  private Map<String, String> variables(int port) {
    return Map.of(
        "FALLOW_DB_URL", database.jdbcUrl(),
        "FALLOW_DB_USER", database.user(),
        "FALLOW_DB_PASSWORD", database.password(),
        "FALLOW_MQTT_URL", broker.uri().toString(),
        "FALLOW_MQTT_USER", "telemetry",
        "FALLOW_MQTT_PASSWORD", "secret",
        "FALLOW_OPS_PORT", Integer.toString(port));
  }

  private void awaitReady() {
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(READY_SECONDS);
    while (!ops.ready()) {
      if (!telemetry.alive() || System.nanoTime() > deadline) {
        throw new MachineException("telemetry does not start:\n" + telemetry.output());
      }
      Pause.millis(100);
    }
  }

  /** The generator of these gateways, in the place of the one before. */
  LoadProcess load(BenchWorld world) {
    if (load != null) {
      load.close();
    }
    load = LoadProcess.start(broker.uri(), world.logins(), LOAD_OPTIONS, folder);
    resources.watch(Role.GENERATOR, load.pid());
    return load;
  }

  Resources resources() {
    return resources;
  }

  OpsPort ops() {
    return ops;
  }

  LocalTimescale database() {
    return database;
  }

  /** What runs, and how, for a person. */
  List<String> provenance() {
    return List.of(
        "broker: " + broker.provenance() + ", in memory",
        "database: " + database.provenance() + ", as for the local stack, " + SETTINGS,
        "telemetry: Java %s, %s".formatted(Runtime.version(), String.join(" ", TELEMETRY_OPTIONS)));
  }

  @Override
  public void close() {
    Stream.<AutoCloseable>of(load == null ? () -> {} : load, telemetry, broker, database, resources)
        .forEach(BenchStack::stop);
    FileTree.delete(folder);
  }

  private static void stop(AutoCloseable part) {
    try {
      part.close();
    } catch (Exception e) {
      System.err.println("did not stop cleanly: " + e);
    }
  }
}
