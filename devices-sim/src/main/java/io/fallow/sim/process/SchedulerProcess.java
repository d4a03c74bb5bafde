package io.fallow.sim.process;

import io.fallow.scheduler.Main;
import io.fallow.sim.database.LocalTimescale;
import io.fallow.sim.http.Ask;
import io.fallow.sim.http.Line;
import io.fallow.sim.machine.LoopbackPort;
import io.fallow.sim.machine.MachineException;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;

/**
 * The scheduler in a process of its own, which believes the tokens of a local issuer; it can be
 * killed and started again at the same address. Methods block; for one thread.
 */
public final class SchedulerProcess implements AutoCloseable {

  private static final Duration PATIENCE = Duration.ofMinutes(2);
  private static final Duration LOOK = Duration.ofSeconds(5);
  private static final int OK = 200;

  private final Path folder;
  private final List<String> options;
  private final Map<String, String> variables;
  private final int port = LoopbackPort.free(0);
  private ChildJvm jvm;
  private int starts;

  /**
   * Not started yet.
   *
   * @param folder takes its logs, and holds the local issuer's keys in {@code keys}
   * @param options of the JVM
   * @param more variables of its environment
   */
  public SchedulerProcess(
      LocalTimescale.Connection database,
      Path folder,
      List<String> options,
      Map<String, String> more) {
    this.folder = folder;
    this.options = options;
    this.variables = new TreeMap<>(more);
    variables.put("FALLOW_DB_URL", database.jdbcUrl());
    variables.put("FALLOW_DB_USER", database.user());
    variables.put("FALLOW_DB_PASSWORD", database.password());
    variables.put("FALLOW_HTTP_PORT", Integer.toString(port));
    List.of("TOKEN", "ORGANISATION", "CONCURRENT", "FAILURES")
        .forEach(limit -> variables.put("FALLOW_LIMIT_" + limit, "0"));
    variables.put("FALLOW_LOCAL_ISSUER", keys(folder).toString());
  }

  /** Where the keys are of whoever issues its tokens. */
  public static Path keys(Path folder) {
    return folder.resolve("keys");
  }

  /** Starts it, and waits until it is ready. */
  public void start() {
    starts++;
    jvm =
        ChildJvm.start(
            Main.class,
            options,
            List.of(),
            variables,
            folder.resolve("scheduler-" + starts + ".log"));
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    while (!isReady()) {
      if (!jvm.alive() || System.nanoTime() > deadline) {
        throw new MachineException("the scheduler does not start:\n" + jvm.output());
      }
      pause();
    }
  }

  private boolean isReady() {
    try (Line line = new Line(port, LOOK)) {
      return line.send(new Ask("GET", "/health/ready", Map.of(), "")).status() == OK;
    } catch (IOException notYet) {
      return false;
    }
  }

  private static void pause() {
    try {
      TimeUnit.MILLISECONDS.sleep(100);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new MachineException("interrupted while the scheduler started", e);
    }
  }

  public int port() {
    return port;
  }

  /** Of its JVM. */
  public long pid() {
    return jvm.pid();
  }

  /** What it has printed since it was started last. */
  public String output() {
    return jvm.output();
  }

  /** Ends it at once, as {@code kill -9} does. */
  public void kill() {
    jvm.kill();
  }

  @Override
  public void close() {
    if (jvm != null) {
      jvm.close();
    }
  }
}
