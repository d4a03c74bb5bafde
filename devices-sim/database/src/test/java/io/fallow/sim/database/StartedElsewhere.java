package io.fallow.sim.database;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** A JVM of its own that starts a database and then waits, for a test to kill. */
final class StartedElsewhere implements AutoCloseable {
  private static final String READY = "ready ";
  private final Process process;

  private StartedElsewhere(Process process) {
    this.process = process;
  }

  /** What runs in the other JVM: it ends in good order when its standard input does. */
  public static void main(String[] arguments) throws IOException {
    LocalTimescaleConfig config =
        new LocalTimescaleConfig(
            Path.of(arguments[0]),
            System.getenv(),
            Way.ALL,
            Map.of("fsync", "off"),
            System.out::println);
    try (LocalTimescale database = LocalTimescale.start(config)) {
      System.out.println(READY + database.provenance());
      System.in.transferTo(OutputStream.nullOutputStream());
    }
  }

  static StartedElsewhere start(Path home) throws IOException {
    Process process =
        new ProcessBuilder(
                List.of(
                    Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                    "-cp",
                    System.getProperty("java.class.path"),
                    StartedElsewhere.class.getName(),
                    home.toString()))
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    StartedElsewhere started = new StartedElsewhere(process);
    started.awaitReady();
    return started;
  }

  private void awaitReady() throws IOException {
    BufferedReader lines =
        new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
    for (String line = lines.readLine(); line != null; line = lines.readLine()) {
      if (line.startsWith(READY)) {
        return;
      }
    }
    throw new IOException("the other JVM ended without a database");
  }

  /** As {@code kill -9} does. */
  void kill() throws InterruptedException {
    process.destroyForcibly().waitFor();
  }

  ProcessHandle handle() {
    return process.toHandle();
  }

  @Override
  public void close() {
    process.destroyForcibly();
  }
}
