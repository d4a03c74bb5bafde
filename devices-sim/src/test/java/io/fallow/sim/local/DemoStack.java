package io.fallow.sim.local;

import static org.awaitility.Awaitility.await;

import io.fallow.gateway.wire.GatewayAddress;
import io.fallow.sim.database.TestDatabase;
import io.fallow.sim.world.DemoWorld;
import io.fallow.telemetry.store.Database;
import io.fallow.telemetry.store.DatabaseConfig;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * The local stack with a demo world, on free ports, an empty folder and a database of its own, for
 * the tests of other rooms.
 */
public final class DemoStack implements AutoCloseable {

  private static final Duration PATIENCE = Duration.ofMinutes(4);

  private final ByteArrayOutputStream screen = new ByteArrayOutputStream();
  private final Path folder;
  private final LocalConfig config;
  private final TestDatabase server;
  private final LocalStack stack;
  private final Database database;

  private DemoStack(DemoWorld world, int historyDays) throws IOException {
    folder = Files.createTempDirectory("fallow-demo");
    server = TestDatabase.create();
    config = LocalConfig.of(settings(historyDays), folder);
    Console console = new Console(new PrintStream(screen, true, StandardCharsets.UTF_8), false);
    stack = new LocalStack(config, world, console);
    database =
        Database.open(
            new DatabaseConfig(
                "demo-stack", server.jdbcUrl(), server.user(), server.password(), 2));
  }

  private Map<String, String> settings(int historyDays) {
    return Map.of(
        "FALLOW_HOME", folder.toString(),
        "FALLOW_HTTP_PORT", String.valueOf(FreePort.find()),
        "FALLOW_MQTT_PORT", String.valueOf(FreePort.find()),
        "FALLOW_HISTORY_DAYS", String.valueOf(historyDays),
        "FALLOW_DB_URL", server.jdbcUrl(),
        "FALLOW_DB_USER", server.user(),
        "FALLOW_DB_PASSWORD", server.password());
  }

  /** Starts it, and returns once its history is in. */
  public static DemoStack start(DemoWorld world, int historyDays) {
    try {
      DemoStack started = new DemoStack(world, historyDays);
      started.startAndAwaitHistory();
      return started;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void startAndAwaitHistory() throws IOException {
    try {
      stack.start();
      await()
          .atMost(PATIENCE)
          .until(() -> screen.toString(StandardCharsets.UTF_8).contains("The history is in"));
    } catch (IOException | RuntimeException e) {
      close();
      throw e;
    }
  }

  /** Where the console and the API are. */
  public URI url() {
    return config.url();
  }

  /** Where gateways publish. */
  public URI broker() {
    return URI.create("tcp://127.0.0.1:" + config.mqttPort());
  }

  /** What a gateway of the world signs in with. */
  public String password(GatewayAddress gateway) {
    return new Home(folder).password(gateway);
  }

  /** What a person of the world shows to the API. */
  public String token(String person) {
    try {
      return Files.readString(new Home(folder).token(person)).strip();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The API as a person of the world uses it. */
  public ApiClient as(String person) {
    return new ApiClient(config.httpPort(), token(person));
  }

  /** Its database, as its owner. */
  public Database database() {
    return database;
  }

  @Override
  public void close() {
    stack.close();
    database.close();
    server.close();
    try (Stream<Path> files = Files.walk(folder)) {
      List<Path> deepestFirst = files.sorted(Comparator.reverseOrder()).toList();
      for (Path file : deepestFirst) {
        Files.deleteIfExists(file);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
