package io.fallow.sim.trial;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.fallow.gateway.Main;
import io.fallow.sim.process.ProcessTree;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The gateway's jar in a process of its own, with the JVM's options of its unit file. */
final class GatewayJar implements AutoCloseable {

  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final String UNIT = "examples/fallow-gateway.service";
  private static final Pattern START = Pattern.compile("(?m)^ExecStart=\\S+ (.*) -jar ");
  private static final Pattern BEFORE =
      Pattern.compile("(?m)^ExecStartPre=.* exec \\S+ (.*) -jar ");
  private static final String CACHE = "/var/cache/fallow-gateway";

  private final Process process;
  private final int opsPort;
  private final Duration start;
  private final Thread atExit;

  /**
   * Starts it and waits until it says that it runs.
   *
   * @param folder of the file {@code gateway.yaml}, and instead of the unit's cache
   */
  GatewayJar(Path jar, Path folder, int opsPort) throws IOException, InterruptedException {
    this.opsPort = opsPort;
    Path log = folder.resolve("gateway.log");
    long begun = System.nanoTime();
    process = java(options(folder), jar, "run", folder, log);
    atExit = new Thread(process::destroyForcibly, "kill-gateway");
    Runtime.getRuntime().addShutdownHook(atExit);
    if (!TrialStack.await(PATIENCE, () -> text(log).contains(" runs with "))) {
      close();
      throw new IOException("the gateway does not start:\n" + text(log));
    }
    start = Duration.ofNanos(System.nanoTime() - begun);
  }

  /** Does what the unit file does before the first start of a jar. */
  static void prepare(Path jar, Path folder) throws IOException, InterruptedException {
    Path log = folder.resolve("check.log");
    Process check = java(words(BEFORE, folder), jar, "check", folder, log);
    if (!check.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS) || check.exitValue() != 0) {
      check.destroyForcibly();
      throw new IOException("the gateway's check fails:\n" + text(log));
    }
  }

  /** The JVM's options that the unit file ships. */
  static List<String> options(Path folder) throws IOException {
    return words(START, folder);
  }

  private static List<String> words(Pattern line, Path folder) throws IOException {
    try (InputStream unit = Main.class.getResourceAsStream(UNIT)) {
      Matcher found = line.matcher(new String(unit.readAllBytes(), UTF_8));
      if (!found.find()) {
        throw new IOException(UNIT + " starts no jar");
      }
      return List.of(found.group(1).replace(CACHE, folder.toString()).split(" ", -1));
    }
  }

  private static Process java(List<String> options, Path jar, String command, Path folder, Path log)
      throws IOException {
    List<String> words = new ArrayList<>();
    words.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    words.addAll(options);
    words.addAll(List.of("-jar", jar.toString(), command));
    words.addAll(List.of("--file", folder.resolve("gateway.yaml").toString()));
    return new ProcessBuilder(words).redirectErrorStream(true).redirectOutput(log.toFile()).start();
  }

  private static String text(Path log) {
    try {
      return Files.readString(log);
    } catch (IOException e) {
      return "";
    }
  }

  /** From the process' start until it said that it runs; up to 50 ms too long. */
  Duration start() {
    return start;
  }

  /** Readings that all sources have handed in. */
  long readings() throws IOException {
    return health().getJsonArray("sources").stream()
        .mapToLong(each -> ((JsonObject) each).getLong("readings"))
        .sum();
  }

  /** Readings that the platform has not confirmed. */
  long waiting() throws IOException {
    return health().getJsonObject("queue").getLong("readings");
  }

  /** What status says of the whole; readable also while something is wrong. */
  private JsonObject health() throws IOException {
    URI health = URI.create("http://127.0.0.1:" + opsPort + "/health");
    try (InputStream answer = health.toURL().openStream()) {
      return new JsonObject(new String(answer.readAllBytes(), UTF_8));
    }
  }

  /** CPU time since its start, in seconds. */
  double cpuSeconds() {
    return ProcessTree.of(process.pid()).cpuSeconds();
  }

  /** Resident memory, in bytes. */
  long residentBytes() {
    return ProcessTree.of(process.pid()).residentBytes();
  }

  @Override
  public void close() {
    process.destroy();
    process.onExit().orTimeout(PATIENCE.toSeconds(), TimeUnit.SECONDS).join();
    Runtime.getRuntime().removeShutdownHook(atExit);
  }
}
