package io.fallow.sim.local;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** The stack in a JVM of its own, which can be killed. */
final class ChildStack implements AutoCloseable {

  private static final int STOP_SECONDS = 30;

  private final Process process;
  private final Path output;

  private ChildStack(Process process, Path output) {
    this.process = process;
    this.output = output;
  }

  static ChildStack start(Map<String, String> env, Path output) throws IOException {
    ProcessBuilder java =
        new ProcessBuilder(
            ProcessHandle.current().info().command().orElse("java"),
            "-Xmx400m",
            "-XX:+UseSerialGC",
            "-cp",
            System.getProperty("java.class.path"),
            "io.fallow.sim.Main");
    java.environment().putAll(env);
    java.redirectErrorStream(true).redirectOutput(output.toFile());
    return new ChildStack(java.start(), output);
  }

  String output() throws IOException {
    return Files.readString(output);
  }

  boolean alive() {
    return process.isAlive();
  }

  /** As {@code kill -9} does. */
  void kill() throws InterruptedException {
    process.destroyForcibly();
    process.waitFor();
  }

  /** As Ctrl-C does; the exit code. */
  int stop() throws InterruptedException {
    process.destroy();
    if (!process.waitFor(STOP_SECONDS, TimeUnit.SECONDS)) {
      throw new AssertionError("the stack did not stop within " + STOP_SECONDS + " s");
    }
    return process.exitValue();
  }

  @Override
  public void close() {
    process.destroyForcibly();
  }
}
