package io.fallow.sim.database;

import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.api.exception.NotFoundException;
import com.github.dockerjava.api.model.Bind;
import com.github.dockerjava.api.model.Volume;
import io.fallow.sim.machine.Attempt;
import io.fallow.sim.machine.DockerEngine;
import io.fallow.sim.machine.LoopbackPort;
import io.fallow.sim.machine.Passwords;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Stream;
import org.testcontainers.DockerClientFactory;
import org.testcontainers.containers.GenericContainer;
import org.testcontainers.containers.wait.strategy.AbstractWaitStrategy;
import org.testcontainers.utility.DockerImageName;

/** A TimescaleDB in a Docker container, held by Testcontainers. */
final class ContainerServer implements Server {
  /** The versions that Debian's packages have too. */
  static final String IMAGE = "timescale/timescaledb:2.19.3-pg17";

  private static final int INSIDE = 5432;
  private static final long SHARED_MEMORY_BYTES = 256L << 20;

  private final GenericContainer<?> container;
  private LocalTimescale.Connection connection;

  private ContainerServer(GenericContainer<?> container, LocalTimescale.Connection connection) {
    this.container = container;
    this.connection = connection;
  }

  /** Keeps the data in a volume that is named after the folder, and outlives the container. */
  static Attempt<Server> open(LocalTimescaleConfig config) {
    if (!DockerEngine.answers()) {
      return Attempt.missing("no Docker engine answers");
    }
    String name = "fallow-" + Cluster.digest(config.folder());
    removeLeftOver(name);
    ConnectionFile file = ConnectionFile.kept(config.folder(), "container");
    Optional<LocalTimescale.Connection> known = file.read();
    LocalTimescale.Connection connection =
        at(
            known.map(LocalTimescale.Connection::port).orElse(0),
            known.map(LocalTimescale.Connection::password).orElseGet(Passwords::generate));
    file.write(connection);
    config.progress().accept("Starting the container " + IMAGE + " ...");
    ContainerServer server = named(IMAGE, connection, config.settings(), name);
    server.begin();
    file.write(server.connection());
    return Attempt.found(server);
  }

  /** A server for a while: its data goes with it. */
  static Server temporary(String image, Map<String, String> settings) {
    LocalTimescale.Connection connection = at(0, Passwords.generate());
    ContainerServer server =
        new ContainerServer(container(image, connection, settings), connection);
    server.begin();
    return server;
  }

  private static ContainerServer named(
      String image,
      LocalTimescale.Connection connection,
      Map<String, String> settings,
      String name) {
    Bind volume = new Bind(name, new Volume("/var/lib/postgresql/data"));
    GenericContainer<?> container = container(image, connection, settings);
    container.withCreateContainerCmdModifier(
        create -> create.withName(name).getHostConfig().withBinds(volume));
    return new ContainerServer(container, connection);
  }

  /** Of a JVM that was killed: two servers must not write to one volume. */
  private static void removeLeftOver(String name) {
    try {
      DockerClient docker = DockerClientFactory.instance().client();
      docker.removeContainerCmd(name).withForce(true).exec();
    } catch (NotFoundException e) {
      // The usual case.
    }
  }

  private static LocalTimescale.Connection at(int wantedPort, String password) {
    String host = DockerClientFactory.instance().dockerHostIpAddress();
    return LocalTimescale.Connection.at(host, LoopbackPort.free(wantedPort), password);
  }

  /** The port is fixed, so that a server that is stopped and started is found again. */
  private static GenericContainer<?> container(
      String image, LocalTimescale.Connection connection, Map<String, String> settings) {
    GenericContainer<?> container = new GenericContainer<>(DockerImageName.parse(image));
    boolean onThisMachine = connection.jdbcUrl().matches(".*//(localhost|127\\.0\\.0\\.1):.*");
    String binding = (onThisMachine ? "127.0.0.1:" : "") + connection.port() + ":" + INSIDE;
    container.setPortBindings(List.of(binding));
    container
        .withExposedPorts(INSIDE)
        .withEnv("POSTGRES_USER", connection.user())
        .withEnv("POSTGRES_PASSWORD", connection.password())
        .withEnv("POSTGRES_DB", Cluster.OWNER)
        .withEnv("NO_TS_TUNE", "true")
        .withSharedMemorySize(SHARED_MEMORY_BYTES)
        .withCommand(command(settings))
        // At once, instead of waiting for clients to leave.
        .withCreateContainerCmdModifier(create -> create.withStopSignal("SIGINT"))
        .waitingFor(
            new AbstractWaitStrategy() {
              @Override
              protected void waitUntilReady() {
                // begin() waits for more than an open port.
              }
            });
    return container;
  }

  private static String[] command(Map<String, String> settings) {
    return Stream.concat(
            Stream.of("postgres"),
            ServerSettings.inContainer(settings).entrySet().stream()
                .flatMap(it -> Stream.of("-c", it.getKey() + "=" + it.getValue())))
        .toArray(String[]::new);
  }

  private void begin() {
    try {
      container.start();
      awaitReady();
      String provenance =
          Extension.prepare(connection) + ", from the image " + container.getDockerImageName();
      connection = connection.from(provenance);
    } catch (SQLException | RuntimeException e) {
      String log = container.getContainerId() == null ? "" : "\n" + container.getLogs();
      container.stop();
      throw new LocalTimescaleException("the container does not start: " + e + log, e);
    }
  }

  private void awaitReady() throws SQLException {
    Readiness.await(connection, container::isRunning);
  }

  @Override
  public LocalTimescale.Connection connection() {
    return connection;
  }

  @Override
  public OptionalLong pid() {
    Long pid = container.getCurrentContainerInfo().getState().getPidLong();
    return pid == null || pid == 0 ? OptionalLong.empty() : OptionalLong.of(pid);
  }

  @Override
  public void stop() {
    if (container.isRunning()) {
      container.getDockerClient().stopContainerCmd(container.getContainerId()).exec();
    }
  }

  @Override
  public void start() {
    if (container.isRunning()) {
      return;
    }
    container.getDockerClient().startContainerCmd(container.getContainerId()).exec();
    try {
      awaitReady();
    } catch (SQLException e) {
      throw new LocalTimescaleException("the container does not start again: " + e, e);
    }
  }

  @Override
  public void close() {
    stop();
    container.stop();
  }
}
