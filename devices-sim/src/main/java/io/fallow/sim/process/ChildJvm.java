package io.fallow.sim.process;

import io.fallow.sim.machine.MachineException;
import io.fallow.sim.machine.ServerUser;
import io.fallow.sim.machine.Supervisor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * A Java program in a process of its own, with our class path and user. It ends when it is stopped
 * or killed, and never outlives this JVM, also where that is killed. Methods block.
 */
public final class ChildJvm implements AutoCloseable {
  private static final ServerUser OURSELVES = new ServerUser(Optional.empty());
  private static final long SECONDS = 60;

  private final Supervisor supervisor;
  private final Path log;

  private ChildJvm(Supervisor supervisor, Path log) {
    this.supervisor = supervisor;
    this.log = log;
  }

  /**
   * Starts it; returns without waiting until it is up.
   *
   * @param options of the JVM, such as {@code -Xmx512m}
   * @param variables of its environment, over those that it has from us
   * @param log takes what it prints; begun anew
   */
  public static ChildJvm start(
      Class<?> main,
      List<String> options,
      List<String> arguments,
      Map<String, String> variables,
      Path log) {
    Map<String, String> all = new HashMap<>(variables);
    all.putAll(JavaCommand.classPath());
    List<String> words = JavaCommand.words(main, options, arguments);
    return new ChildJvm(Supervisor.start(words, OURSELVES, System.getenv(), all, log), log);
  }

  public boolean alive() {
    return supervisor.alive();
  }

  /**
   * Of the JVM itself.
   *
   * @throws MachineException when it has ended
   */
  public long pid() {
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(SECONDS);
    while (alive() && System.nanoTime() < deadline) {
      Optional<ProcessHandle> server = supervisor.server();
      if (server.isPresent()) {
        return server.get().pid();
      }
    }
    throw new MachineException("the program has ended:\n" + output());
  }

  /** What it has printed so far. */
  public String output() {
    try {
      return Files.readString(log);
    } catch (IOException e) {
      return "";
    }
  }

  /** Ends it at once, as {@code kill -9} does, and waits until it is gone. */
  public void kill() {
    supervisor.server().ifPresent(ProcessHandle::destroyForcibly);
    supervisor.top().onExit().orTimeout(SECONDS, TimeUnit.SECONDS).join();
  }

  /** Ends it as Ctrl-C does, and waits until it is gone. */
  @Override
  public void close() {
    supervisor.stop();
  }
}
