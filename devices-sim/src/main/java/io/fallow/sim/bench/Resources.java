package io.fallow.sim.bench;

import io.fallow.sim.process.ProcessTree;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;

/** What our processes take of the machine: CPU when asked, and the most memory that was seen. */
final class Resources implements AutoCloseable {
  private static final double TICKS_PER_SECOND = 100;
  private static final int IDLE = 4;
  private static final int WAITING = 5;
  private static final int STOLEN = 8;

  private final Map<Role, ProcessTree> trees = new EnumMap<>(Role.class);
  private final Map<Role, Long> peaks = new EnumMap<>(Role.class);
  private final Thread sampling = new Thread(this::run, "memory");
  private volatile boolean closed;

  Resources() {
    sampling.setDaemon(true);
    sampling.start();
  }

  private void run() {
    while (!closed) {
      sample();
      Pause.millis(1_000);
    }
  }

  synchronized void watch(Role role, long pid) {
    trees.put(role, ProcessTree.of(pid));
  }

  private synchronized void sample() {
    trees.forEach((role, tree) -> peaks.merge(role, tree.residentBytes(), Math::max));
  }

  synchronized CpuUse cpu() {
    Map<Role, Double> seconds = new EnumMap<>(Role.class);
    trees.forEach((role, tree) -> seconds.put(role, tree.cpuSeconds()));
    return new CpuUse(seconds, machineSeconds());
  }

  /** The most memory that each took, in bytes. */
  synchronized Map<Role, Long> peaks() {
    return new EnumMap<>(peaks);
  }

  /** Its name as far as the machine tells, such as {@code AMD EPYC, family 26, model 2}. */
  static String processor() {
    try {
      Map<String, String> first = new HashMap<>();
      Files.readAllLines(Path.of("/proc/cpuinfo")).stream()
          .map(line -> line.split("\\s*:\\s*", 2))
          .filter(pair -> pair.length == 2)
          .forEach(pair -> first.putIfAbsent(pair[0], pair[1]));
      return "%s, family %s, model %s"
          .formatted(
              first.getOrDefault("model name", "unnamed"),
              first.getOrDefault("cpu family", "?"),
              first.getOrDefault("model", "?"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Busy time of all processors; what a hypervisor gave to others is none of it. */
  private static double machineSeconds() {
    try {
      String[] all = Files.readAllLines(Path.of("/proc/stat")).get(0).split("\\s+", -1);
      double ticks = 0;
      for (int i = 1; i < STOLEN; i++) {
        ticks += i == IDLE || i == WAITING ? 0 : Double.parseDouble(all[i]);
      }
      return ticks / TICKS_PER_SECOND;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    closed = true;
  }
}
