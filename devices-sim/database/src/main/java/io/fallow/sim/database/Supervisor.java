package io.fallow.sim.database;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * Keeps a server alive for as long as this JVM lives. The server runs below a small shell script
 * that waits for its standard input to end: that happens when we close it, and just as well when
 * this JVM is killed. Both are in a session of their own, so a Ctrl-C that reaches everything in
 * the terminal does not take the database from a JVM that is still saving.
 */
final class Supervisor {
  private final Process process;

  private Supervisor(Process process) {
    this.process = process;
  }

  /**
   * @param command to run, without the words that change the user
   * @param log takes what the server prints; begun anew
   */
  static Supervisor start(
      List<String> command, ServerUser user, Map<String, String> env, Path log) {
    List<String> words = new ArrayList<>();
    if (Command.find("setsid", env).isPresent()) {
      words.addAll(List.of("setsid", "--wait"));
    }
    words.addAll(List.of("sh", "-c", script(), "fallow-database"));
    words.addAll(user.prefix());
    // Should the script itself be killed, the system stops the server in its place.
    if (Command.find("setpriv", env).isPresent()) {
      words.addAll(List.of("setpriv", "--pdeathsig", "INT", "--"));
    }
    words.addAll(command);
    ProcessBuilder builder =
        new ProcessBuilder(words)
            .redirectErrorStream(true)
            .redirectOutput(log.toFile())
            .directory(new File("/"));
    builder.environment().put("LC_ALL", "C");
    builder.environment().keySet().removeIf(name -> name.startsWith("PG"));
    try {
      return new Supervisor(builder.start());
    } catch (IOException e) {
      throw new LocalTimescaleException("cannot start PostgreSQL: " + e.getMessage(), e);
    }
  }

  private static String script() {
    try (InputStream script = Supervisor.class.getResourceAsStream("supervise.sh")) {
      return new String(script.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new LocalTimescaleException("supervise.sh is missing from the class path", e);
    }
  }

  boolean alive() {
    return process.isAlive();
  }

  /** Asks the server to stop and waits until it has: at most a minute, then it is killed. */
  void stop() {
    try {
      process.getOutputStream().close();
      if (!process.waitFor(60, TimeUnit.SECONDS)) {
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly();
      }
    } catch (IOException e) {
      process.destroy();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
