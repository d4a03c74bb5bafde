package io.fallow.sim.process;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A process and all below it, as Linux' {@code /proc} tells of them. CPU includes that of processes
 * which have ended and were waited for, so it only grows as long as the topmost one lives.
 */
public final class ProcessTree {
  private static final Path PROC = Path.of("/proc");

  /** The unit of CPU time in {@code /proc}: on Linux always 100 a second, whatever the kernel's. */
  private static final double TICKS_PER_SECOND = 100;

  private static final long PAGE_BYTES = 4096;
  private static final int USER_TICKS = 11;
  private static final int SYSTEM_TICKS = 12;
  private static final int ENDED_USER_TICKS = 13;
  private static final int ENDED_SYSTEM_TICKS = 14;

  private final long top;

  private ProcessTree(long top) {
    this.top = top;
  }

  /** The tree below a process, and the process. */
  public static ProcessTree of(long pid) {
    return new ProcessTree(pid);
  }

  /** Whether this machine tells. */
  public static boolean canTell() {
    return Files.isReadable(PROC.resolve("self/stat"));
  }

  /** CPU time that it took since it began, in seconds; in steps of 10 ms a process. */
  public double cpuSeconds() {
    double ticks = 0;
    for (long pid : pids()) {
      List<String> stat = stat(pid);
      if (stat.size() > ENDED_SYSTEM_TICKS) {
        ticks += number(stat, USER_TICKS) + number(stat, SYSTEM_TICKS);
        ticks += number(stat, ENDED_USER_TICKS) + number(stat, ENDED_SYSTEM_TICKS);
      }
    }
    return ticks / TICKS_PER_SECOND;
  }

  /**
   * Memory that it has in use, in bytes: each process' own pages, and once the largest share of
   * pages that may be common to several.
   */
  public long residentBytes() {
    long own = 0;
    long shared = 0;
    for (long pid : pids()) {
      List<String> pages = words(PROC.resolve(pid + "/statm"));
      if (pages.size() > 2) {
        long common = Long.parseLong(pages.get(2));
        own += Long.parseLong(pages.get(1)) - common;
        shared = Math.max(shared, common);
      }
    }
    return (own + shared) * PAGE_BYTES;
  }

  private List<Long> pids() {
    Optional<ProcessHandle> process = ProcessHandle.of(top);
    return process.stream()
        .flatMap(it -> Stream.concat(Stream.of(it), it.descendants()))
        .map(ProcessHandle::pid)
        .toList();
  }

  /** Fields from the third on, which follow the program's name in brackets. */
  private static List<String> stat(long pid) {
    String text = String.join(" ", words(PROC.resolve(pid + "/stat")));
    int name = text.lastIndexOf(')');
    return name < 0 ? List.of() : List.of(text.substring(name + 2).split(" "));
  }

  private static double number(List<String> stat, int index) {
    return Double.parseDouble(stat.get(index));
  }

  /** None for a process that ended meanwhile. */
  private static List<String> words(Path file) {
    try {
      return List.of(Files.readString(file).strip().split("\\s+"));
    } catch (IOException ended) {
      return List.of();
    }
  }
}
