package io.fallow.telemetry.ingest;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** A process and all that it has begun, stopped by {@code SIGSTOP} until this is closed. */
final class Frozen implements AutoCloseable {

  private final List<String> pids;

  private Frozen(List<String> pids) {
    this.pids = pids;
  }

  /** The one at the top first, so that it begins no others meanwhile. */
  static Frozen tree(long pid) throws IOException {
    signal("-STOP", List.of(String.valueOf(pid)));
    ProcessHandle top = ProcessHandle.of(pid).orElseThrow();
    List<String> pids =
        Stream.concat(Stream.of(top), top.descendants())
            .map(process -> String.valueOf(process.pid()))
            .toList();
    signal("-STOP", pids);
    return new Frozen(pids);
  }

  @Override
  public void close() throws IOException {
    signal("-CONT", pids);
  }

  private static void signal(String signal, List<String> pids) throws IOException {
    List<String> command = new ArrayList<>(List.of("kill", signal));
    command.addAll(pids);
    new ProcessBuilder(command).inheritIO().start().onExit().join();
  }
}
