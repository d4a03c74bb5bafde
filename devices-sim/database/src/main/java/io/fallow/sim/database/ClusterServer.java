package io.fallow.sim.database;

import io.fallow.sim.machine.Attempt;
import io.fallow.sim.machine.LoopbackPort;
import io.fallow.sim.machine.Passwords;
import io.fallow.sim.machine.Supervisor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;

/** A PostgreSQL of our own on a private cluster: on loopback only, with a generated password. */
final class ClusterServer implements Server {
  private static final int KILLED_S = 60;

  private final Cluster cluster;
  private final PostgresBinaries binaries;
  private final LocalTimescaleConfig config;
  private final Path log;
  private LocalTimescale.Connection connection;
  private Supervisor supervisor;
  private boolean wanted;

  private ClusterServer(
      Cluster cluster,
      PostgresBinaries binaries,
      LocalTimescaleConfig config,
      LocalTimescale.Connection connection) {
    this.cluster = cluster;
    this.binaries = binaries;
    this.config = config;
    this.connection = connection;
    this.log = config.folder().resolve("server.log");
  }

  /** Makes the cluster if there is none, starts it, and sees to it that it has a database. */
  static Attempt<Server> open(PostgresBinaries binaries, LocalTimescaleConfig config) {
    return Cluster.place(config.folder(), config.env(), config.progress())
        .then(cluster -> open(cluster, binaries, config));
  }

  private static Attempt<Server> open(
      Cluster cluster, PostgresBinaries binaries, LocalTimescaleConfig config) {
    if (!cluster.user().canRun(binaries.server())) {
      return Attempt.missing(
          "the user " + cluster.user().name().orElse("") + " cannot run " + binaries.server());
    }
    if (cluster.exists() && cluster.version() != binaries.majorVersion()) {
      return Attempt.missing(
          "the data in %s is PostgreSQL %d's, and %s is %d"
              .formatted(
                  cluster.data(), cluster.version(), binaries.origin(), binaries.majorVersion()));
    }
    ConnectionFile file = ConnectionFile.kept(config.folder(), "cluster");
    LocalTimescale.Connection last =
        cluster.exists() ? known(cluster, file) : make(cluster, binaries, file, config);
    StaleServer.await(cluster);
    ClusterServer server = new ClusterServer(cluster, binaries, config, last);
    server.start();
    file.write(server.connection());
    return Attempt.found(server);
  }

  private static LocalTimescale.Connection known(Cluster cluster, ConnectionFile file) {
    return file.read()
        .orElseThrow(
            () ->
                new LocalTimescaleException(
                    "the password of the database in %s is gone: put %s back, or delete %s too"
                        .formatted(cluster.data(), file.file(), cluster.data())));
  }

  /** The password is kept before there is anything that it opens. */
  private static LocalTimescale.Connection make(
      Cluster cluster,
      PostgresBinaries binaries,
      ConnectionFile file,
      LocalTimescaleConfig config) {
    config.progress().accept("Making the database's files ...");
    LocalTimescale.Connection connection = LocalTimescale.Connection.local(0, Passwords.generate());
    file.write(connection);
    cluster.create(binaries, connection.password(), config.durable());
    return connection;
  }

  @Override
  public synchronized LocalTimescale.Connection connection() {
    return connection;
  }

  @Override
  public synchronized void start() {
    wanted = true;
    if (supervisor != null && supervisor.alive()) {
      return;
    }
    StaleServer.await(cluster);
    String password = connection.password();
    try {
      begin(LocalTimescale.Connection.local(LoopbackPort.free(connection.port()), password));
    } catch (LocalTimescaleException e) {
      if (!lastWords().contains("could not bind")) {
        throw e;
      }
      // Another program took the port since we looked.
      begin(LocalTimescale.Connection.local(LoopbackPort.free(0), password));
    }
  }

  private void begin(LocalTimescale.Connection at) {
    supervisor = Supervisor.start(command(at.port()), cluster.user(), config.env(), log);
    try {
      Readiness.await(at.database("postgres"), supervisor::alive);
      createDatabase(at);
      connection = at.from(Extension.prepare(at) + ", from " + binaries.origin());
    } catch (SQLException | RuntimeException e) {
      supervisor.stop();
      throw new LocalTimescaleException(
          "PostgreSQL does not start: " + e.getMessage() + "\n" + lastWords(), e);
    }
  }

  private List<String> command(int port) {
    List<String> words =
        new ArrayList<>(List.of(binaries.server().toString(), "-D", cluster.data().toString()));
    ServerSettings.onLoopback(port, config.settings())
        .forEach((name, value) -> words.addAll(List.of("-c", name + "=" + value)));
    return words;
  }

  private static void createDatabase(LocalTimescale.Connection at) throws SQLException {
    try (Session session = Session.open(at.database("postgres"))) {
      if (session.text("SELECT datname FROM pg_database WHERE datname = 'fallow'").isEmpty()) {
        session.execute("CREATE DATABASE fallow TEMPLATE template0");
      }
    }
  }

  private String lastWords() {
    try {
      List<String> lines = Files.readAllLines(log);
      return String.join("\n", lines.subList(Math.max(0, lines.size() - 6), lines.size()));
    } catch (IOException e) {
      return "";
    }
  }

  @Override
  public synchronized OptionalLong pid() {
    return supervisor.alive() ? OptionalLong.of(supervisor.top().pid()) : OptionalLong.empty();
  }

  @Override
  public synchronized boolean died() {
    return wanted && !supervisor.alive();
  }

  /** On the port where it was, or those who have its address would not find it. */
  @Override
  public synchronized void revive() {
    if (died()) {
      StaleServer.await(cluster);
      begin(connection);
    }
  }

  @Override
  public synchronized void stop() {
    wanted = false;
    supervisor.stop();
  }

  @Override
  public synchronized void kill() {
    wanted = false;
    supervisor.top().descendants().forEach(ProcessHandle::destroyForcibly);
    supervisor.top().onExit().orTimeout(KILLED_S, TimeUnit.SECONDS).join();
  }

  @Override
  public void close() {
    stop();
  }
}
