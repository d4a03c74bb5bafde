package io.fallow.sim.database;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A PostgreSQL of our own on a private cluster: on loopback only, with a generated password. */
final class ClusterServer implements Server {
  private final Cluster cluster;
  private final PostgresBinaries binaries;
  private final LocalTimescaleConfig config;
  private final Path log;
  private LocalTimescale.Connection connection;
  private Supervisor supervisor;

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
    ConnectionFile file = ConnectionFile.in(config.folder());
    Optional<LocalTimescale.Connection> known = file.read();
    if (cluster.exists()) {
      if (known.isEmpty()) {
        throw new LocalTimescaleException(
            "the database in "
                + cluster.data()
                + " has lost its password: put "
                + file.file()
                + " back, or delete both");
      }
      if (cluster.version() != binaries.majorVersion()) {
        return Attempt.missing(
            "the data in %s is PostgreSQL %d's, and %s is %d"
                .formatted(
                    cluster.data(), cluster.version(), binaries.origin(), binaries.majorVersion()));
      }
      StaleServer.await(cluster);
    }
    String password = known.map(LocalTimescale.Connection::password).orElseGet(Passwords::generate);
    LocalTimescale.Connection first =
        LocalTimescale.Connection.local(
            known.map(LocalTimescale.Connection::port).orElse(0), password);
    if (!cluster.exists()) {
      file.write(first);
      config.progress().accept("Making the database's files …");
      cluster.create(binaries, password);
    }
    ClusterServer server = new ClusterServer(cluster, binaries, config, first);
    server.start();
    return Attempt.found(server);
  }

  @Override
  public LocalTimescale.Connection connection() {
    return connection;
  }

  @Override
  public void start() {
    if (supervisor != null && supervisor.alive()) {
      return;
    }
    connection =
        LocalTimescale.Connection.local(
            LoopbackPort.free(connection.port()), connection.password());
    supervisor = Supervisor.start(command(), cluster.user(), config.env(), log);
    try {
      Readiness.await(connection.database("postgres"), supervisor::alive);
      createDatabase();
      connection = connection.from(Extension.prepare(connection) + ", from " + binaries.origin());
      ConnectionFile.in(config.folder()).write(connection);
    } catch (SQLException | RuntimeException e) {
      supervisor.stop();
      throw new LocalTimescaleException(
          "PostgreSQL does not start: " + e.getMessage() + lastWords(), e);
    }
  }

  private List<String> command() {
    List<String> words =
        new ArrayList<>(List.of(binaries.server().toString(), "-D", cluster.data().toString()));
    ServerSettings.onLoopback(connection.port(), config.settings())
        .forEach((name, value) -> words.addAll(List.of("-c", name + "=" + value)));
    return words;
  }

  private void createDatabase() throws SQLException {
    try (Session session = Session.open(connection.database("postgres"))) {
      if (session.text("SELECT datname FROM pg_database WHERE datname = 'fallow'").isEmpty()) {
        session.execute("CREATE DATABASE fallow TEMPLATE template0");
      }
    }
  }

  private String lastWords() {
    try {
      List<String> lines = Files.readAllLines(log);
      return "\n" + String.join("\n", lines.subList(Math.max(0, lines.size() - 6), lines.size()));
    } catch (IOException e) {
      return "";
    }
  }

  @Override
  public void stop() {
    supervisor.stop();
  }

  @Override
  public void close() {
    stop();
  }
}
