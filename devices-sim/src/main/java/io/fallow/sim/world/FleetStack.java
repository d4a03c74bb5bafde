package io.fallow.sim.world;

import io.fallow.scheduler.api.auth.Caller;
import io.fallow.scheduler.api.auth.LocalIssuer;
import io.fallow.scheduler.membership.Members;
import io.fallow.scheduler.membership.Role;
import io.fallow.sim.database.LocalTimescale;
import io.fallow.sim.database.LocalTimescaleConfig;
import io.fallow.sim.database.Way;
import io.fallow.sim.machine.FileTree;
import io.fallow.sim.process.SchedulerProcess;
import io.fallow.telemetry.registry.Registry;
import io.fallow.telemetry.store.Database;
import io.fallow.telemetry.store.DatabaseConfig;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * A fleet in a database of its own, behind a scheduler of its own: each a process that can be
 * killed and started again. What they leave goes with them. Methods block.
 */
public final class FleetStack implements AutoCloseable {

  private static final Duration TOKENS_HOLD = Duration.ofHours(4);

  /** Of the scheduler's JVM. */
  public static final List<String> OPTIONS = List.of("-Xmx512m", "-XX:+UseSerialGC");

  /** As the local stack runs it, but that it notes when each transaction was committed. */
  private static final Map<String, String> SETTINGS = Map.of("track_commit_timestamp", "on");

  private final Path folder;
  private final LocalTimescale timescale;
  private final Database database;
  private final Members members;
  private final LocalIssuer issuer;
  private final SchedulerProcess scheduler;

  /**
   * Makes all of it, but for the scheduler, which is not started yet.
   *
   * @param progress is told in a line what takes long
   */
  public FleetStack(int assets, Consumer<String> progress) throws IOException {
    this(assets, Map.of(), progress);
  }

  /**
   * The same with more variables of the scheduler's environment.
   *
   * @param variables by their names
   */
  public FleetStack(int assets, Map<String, String> variables, Consumer<String> progress)
      throws IOException {
    folder = Files.createTempDirectory("fallow-fleet-");
    FileTree.mode(folder, "rwx--x--x");
    List<Way> own = List.of(Way.INSTALLED, Way.DEBIAN_PACKAGES);
    timescale =
        LocalTimescale.start(
            new LocalTimescaleConfig(folder, System.getenv(), own, SETTINGS, progress));
    database =
        Database.open(
            new DatabaseConfig(
                "fleet", timescale.jdbcUrl(), timescale.user(), timescale.password(), 2));
    database.migrate();
    members = new Members(database);
    progress.accept("Making a fleet of %,d assets ...".formatted(assets));
    new FleetWorld(assets).register(database, Instant.now());
    issuer = LocalIssuer.open(SchedulerProcess.keys(folder));
    scheduler = new SchedulerProcess(timescale.connection(), folder, OPTIONS, variables);
  }

  /** A token for one of an organisation's people, who is made a member with every role. */
  public String token(String organisation, String person) {
    int id = new Registry(database).organisation(organisation).orElseThrow().id();
    members.put(id, person, List.of(Role.values()), "the fleet", Instant.now());
    return issuer.token(new Caller(person, person, organisation), Instant.now(), TOKENS_HOLD);
  }

  public SchedulerProcess scheduler() {
    return scheduler;
  }

  public LocalTimescale timescale() {
    return timescale;
  }

  public Database database() {
    return database;
  }

  /** For files of whoever uses it. */
  public Path folder() {
    return folder;
  }

  /** What the database server has printed since it was started last. */
  public List<String> databaseLog() throws IOException {
    return Files.readAllLines(folder.resolve("database").resolve("server.log"));
  }

  @Override
  public void close() {
    scheduler.close();
    database.close();
    timescale.close();
    FileTree.delete(folder);
  }
}
