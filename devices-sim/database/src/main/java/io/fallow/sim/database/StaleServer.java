package io.fallow.sim.database;

import io.fallow.sim.machine.Command;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.regex.Pattern;

/**
 * The server that a killed JVM left behind. It is shutting down already, as its supervisor saw the
 * JVM go; until it is done its files cannot be opened again.
 */
final class StaleServer {
  /** The program, not a path that has it in its name. */
  private static final Pattern POSTGRES = Pattern.compile("(^|/| )postgres(\\.bin)?( |:|$)");

  private StaleServer() {}

  /** Waits until no server has the cluster open; one that does not go in time is stopped. */
  static void await(Cluster cluster) {
    Optional<ProcessHandle> server = find(cluster);
    if (server.isEmpty()) {
      return;
    }
    if (!gone(server.get(), 30)) {
      long pid = server.get().pid();
      Command.of("kill", "-INT", Long.toString(pid)).run();
      if (!gone(server.get(), 30)) {
        throw new LocalTimescaleException(
            "another PostgreSQL, process "
                + pid
                + ", has "
                + cluster.data()
                + " open and does not stop");
      }
    }
  }

  private static boolean gone(ProcessHandle server, int seconds) {
    try {
      server.onExit().get(seconds, TimeUnit.SECONDS);
      return true;
    } catch (TimeoutException e) {
      return false;
    } catch (ExecutionException e) {
      throw new LocalTimescaleException("cannot wait for the old PostgreSQL: " + e, e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new LocalTimescaleException("interrupted while the old PostgreSQL stopped", e);
    }
  }

  /**
   * By the process number in PostgreSQL's lock file. After a restart of the machine that may be any
   * program's: then the file is removed. Of another PostgreSQL we keep our hands off.
   */
  private static Optional<ProcessHandle> find(Cluster cluster) {
    String file = cluster.data().resolve("postmaster.pid").toString();
    Command.Result content = cluster.user().command(List.of("head", "-n", "1", file)).run();
    if (!content.ok() || !content.output().strip().matches("\\d+")) {
      return Optional.empty();
    }
    Optional<ProcessHandle> process = ProcessHandle.of(Long.parseLong(content.output().strip()));
    String words = process.flatMap(it -> it.info().commandLine()).orElse("");
    if (!POSTGRES.matcher(words).find()) {
      cluster.user().command(List.of("rm", "-f", file)).orFail("removing an old lock file");
    }
    return process.filter(it -> words.contains(cluster.data().toString()));
  }
}
