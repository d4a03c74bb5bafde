package io.fallow.sim.bench;

import io.fallow.sim.database.LocalTimescale;
import io.fallow.sim.database.LocalTimescaleConfig;
import io.fallow.sim.database.Way;
import io.fallow.sim.load.LoadGateway;
import io.fallow.sim.load.LoadProcess;
import io.fallow.sim.machine.FileTree;
import io.fallow.telemetry.store.Database;
import io.fallow.telemetry.store.DatabaseConfig;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Stream;

/** The processes of the benchmark, each watched for what it takes. Blocks. */
final class BenchStack implements AutoCloseable {
  private static final List<String> LOAD_OPTIONS = List.of("-Xmx192m", "-XX:+UseSerialGC");
  private static final List<BenchWorld> WORLDS = List.of(BenchWorld.USUAL, BenchWorld.LARGE);

  /** As the local stack runs it, but that it notes when each transaction was committed. */
  private static final Map<String, String> SETTINGS = Map.of("track_commit_timestamp", "on");

  private final Path folder;
  private final Resources resources = new Resources();
  private final LocalTimescale database;
  private final Pipeline pipeline;
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
    pipeline = new Pipeline(database, gateways(), folder, resources, progress);
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

  private static List<LoadGateway> gateways() {
    return WORLDS.stream().map(BenchWorld::logins).flatMap(List::stream).toList();
  }

  /** The generator of these gateways, in the place of the one before. */
  LoadProcess load(BenchWorld world) {
    if (load != null) {
      load.close();
    }
    load = LoadProcess.start(pipeline.broker().uri(), world.logins(), LOAD_OPTIONS, folder);
    resources.watch(Role.GENERATOR, load.pid());
    return load;
  }

  Resources resources() {
    return resources;
  }

  OpsPort ops() {
    return pipeline.ops();
  }

  LocalTimescale database() {
    return database;
  }

  /** What runs, and how, for a person. */
  List<String> provenance() {
    return List.of(
        "broker: " + pipeline.broker().provenance() + ", in memory",
        "database: " + database.provenance() + ", as for the local stack, " + SETTINGS,
        "telemetry: Java %s, %s".formatted(Runtime.version(), String.join(" ", Pipeline.OPTIONS)));
  }

  @Override
  public void close() {
    Stream.<AutoCloseable>of(load == null ? () -> {} : load, pipeline, database, resources)
        .forEach(Pipeline::stop);
    FileTree.delete(folder);
  }
}
