package io.fallow.sim.machine;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * Keeps a server alive for as long as this JVM lives. The server runs below a small shell script
 * that waits for its standard input to end: that happens when we close it, and just as well when
 * this JVM is killed. Both are in a session of their own, so a Ctrl-C that reaches everything in
 * the terminal does not take the server from a JVM that is still saving.
 */
public final class Supervisor {
  private final Process process;
  private final List<String> last;

  private Supervisor(Process process, List<String> command) {
    this.process = process;
    this.last = command.subList(1, command.size());
  }

  /**
   * Starts a server; returns without waiting until it answers.
   *
   * @param command to run, without the words that change the user
   * @param log takes what the server prints; begun anew
   */
  public static Supervisor start(
      List<String> command, ServerUser user, Map<String, String> env, Path log) {
    return start(command, user, env, Map.of(), log);
  }

  /**
   * The same with environment variables for the server, over those that it has from us.
   *
   * @param env where the tools are that this needs
   */
  public static Supervisor start(
      List<String> command,
      ServerUser user,
      Map<String, String> env,
      Map<String, String> variables,
      Path log) {
    List<String> words = new ArrayList<>();
    if (Command.find("setsid", env).isPresent()) {
      words.addAll(List.of("setsid", "--wait"));
    }
    words.addAll(List.of("sh", "-c", script(), "fallow-server"));
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
    builder.environment().putAll(variables);
    try {
      return new Supervisor(builder.start(), List.copyOf(command));
    } catch (IOException e) {
      throw new MachineException("cannot start " + command.get(0) + ": " + e.getMessage(), e);
    }
  }

  private static String script() {
    try (InputStream script = Supervisor.class.getResourceAsStream("supervise.sh")) {
      return new String(script.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new MachineException("supervise.sh is missing from the class path", e);
    }
  }

  /** The process at the top of the tree that the server is in. */
  public ProcessHandle top() {
    return process.toHandle();
  }

  /** The server itself, below the words that change its user; absent when it does not run. */
  public Optional<ProcessHandle> server() {
    return process.descendants().filter(this::isServer).findFirst();
  }

  /** The script and the program that made its session have the server's words in theirs. */
  private boolean isServer(ProcessHandle child) {
    List<String> words = child.info().arguments().map(List::of).orElse(List.of());
    int from = words.size() - last.size();
    return from >= 0
        && !words.contains("fallow-server")
        && words.subList(from, words.size()).equals(last);
  }

  public boolean alive() {
    return process.isAlive();
  }

  /** Asks the server to stop and waits until it has: at most a minute, then it is killed. */
  public void stop() {
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
