package io.fallow.sim.trial;

import io.fallow.sim.database.LocalTimescale;
import io.fallow.sim.machine.LoopbackPort;
import io.fallow.sim.process.JavaCommand;
import io.fallow.telemetry.Main;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Telemetry in a process of its own, which can be killed and started again. Methods block. */
final class TelemetryProcess implements AutoCloseable {

  private static final HttpClient HTTP = HttpClient.newHttpClient();
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private final Map<String, String> variables;
  private final Path log;
  private final int port = LoopbackPort.free(0);
  private final Thread atExit = new Thread(this::kill, "kill-telemetry");
  private Process process;

  /**
   * Not started yet.
   *
   * @param instance its name
   */
  TelemetryProcess(
      String instance, LocalTimescale database, URI broker, String password, Path folder) {
    this.log = folder.resolve("telemetry-" + instance + ".log");
    this.variables =
        Map.of(
            "FALLOW_DB_URL", database.jdbcUrl(),
            "FALLOW_DB_USER", database.user(),
            "FALLOW_DB_PASSWORD", database.password(),
            "FALLOW_MQTT_URL", broker.toString(),
            "FALLOW_MQTT_USER", "telemetry",
            "FALLOW_MQTT_PASSWORD", password,
            "FALLOW_TELEMETRY_INSTANCE", instance,
            "FALLOW_OPS_PORT", String.valueOf(port));
    Runtime.getRuntime().addShutdownHook(atExit);
  }

  void start() {
    String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    ProcessBuilder builder =
        new ProcessBuilder(List.of(java, "-Xmx256m", Main.class.getName()))
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
    builder.environment().keySet().removeIf(name -> name.startsWith("FALLOW_"));
    builder.environment().putAll(variables);
    builder.environment().putAll(JavaCommand.classPath());
    try {
      process = builder.start();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  void kill() {
    if (process != null) {
      process.destroyForcibly().onExit().join();
    }
  }

  /** Waits until it says that it is ready. */
  void awaitReady() throws InterruptedException {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    while (!isReady()) {
      if (System.nanoTime() > deadline || !process.isAlive()) {
        throw new IllegalStateException("telemetry is not ready; see " + log);
      }
      TimeUnit.MILLISECONDS.sleep(100);
    }
  }

  private boolean isReady() throws InterruptedException {
    try {
      return get("/health/ready").statusCode() == 200;
    } catch (IOException e) {
      return false;
    }
  }

  /** The sum of a metric over its tags; empty when it can't be had. */
  OptionalDouble metric(String name) throws InterruptedException {
    Pattern line = Pattern.compile(Pattern.quote(name) + "(\\{.*})? ([-+.0-9Ee]+)");
    try {
      return OptionalDouble.of(
          get("/metrics")
              .body()
              .lines()
              .map(line::matcher)
              .filter(Matcher::matches)
              .mapToDouble(match -> Double.parseDouble(match.group(2)))
              .sum());
    } catch (IOException e) {
      return OptionalDouble.empty();
    }
  }

  private HttpResponse<String> get(String path) throws IOException, InterruptedException {
    URI uri = URI.create("http://127.0.0.1:" + port + path);
    HttpRequest request = HttpRequest.newBuilder(uri).timeout(Duration.ofSeconds(10)).build();
    return HTTP.send(request, HttpResponse.BodyHandlers.ofString());
  }

  /** Memory that it has in use, in MB. */
  long residentMb() {
    try {
      return Files.readAllLines(Path.of("/proc", String.valueOf(process.pid()), "status")).stream()
          .filter(line -> line.startsWith("VmRSS:"))
          .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) / 1024)
          .findFirst()
          .orElse(0);
    } catch (IOException e) {
      return 0;
    }
  }

  @Override
  public void close() {
    kill();
    Runtime.getRuntime().removeShutdownHook(atExit);
  }
}
