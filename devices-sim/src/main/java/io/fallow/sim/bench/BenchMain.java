package io.fallow.sim.bench;

import io.fallow.sim.machine.FileTree;
import io.fallow.sim.process.ProcessTree;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Runs the benchmark, or the parts of it that {@code bench.only} names, in a folder that goes
 * afterwards. The report is on standard output, what is being done on standard error. Exits with 1
 * if a reading or a slot was lost or doubled, and with 2 for an unknown part or a machine that
 * can't tell what its processes take.
 */
public final class BenchMain {

  private static final Set<String> PARTS =
      Stream.of(Benchmark.PARTS, FleetBenchmark.PARTS)
          .flatMap(Set::stream)
          .collect(Collectors.toCollection(TreeSet::new));

  private BenchMain() {}

  /** Without arguments. */
  public static void main(String... args) throws IOException {
    Set<String> parts = parts(System.getProperty("bench.only", ""));
    if (!PARTS.containsAll(parts) || !ProcessTree.canTell()) {
      System.err.println(
          "The benchmark runs on Linux, and its parts are " + PARTS + ", not " + parts);
      System.exit(2);
    }
    Path folder = Files.createTempDirectory("fallow-bench-");
    FileTree.mode(folder, "rwx--x--x");
    // Ctrl-C too leaves nothing behind: the processes go with this one, the files here.
    Runtime.getRuntime().addShutdownHook(new Thread(() -> FileTree.delete(folder), "tidy-up"));
    PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
    Instant begun = Instant.now();
    Report report = new Report(out);
    if (!Collections.disjoint(parts, Benchmark.PARTS)) {
      try (BenchStack stack = new BenchStack(folder, text -> say(begun, text));
          Benchmark benchmark = new Benchmark(stack, parts, report, text -> say(begun, text))) {
        benchmark.run();
      }
    }
    if (!Collections.disjoint(parts, FleetBenchmark.PARTS)) {
      new FleetBenchmark(parts, report, text -> say(begun, text)).run();
    }
    boolean exact = report.end();
    System.exit(exact ? 0 : 1);
  }

  private static Set<String> parts(String named) {
    return named.isBlank() ? PARTS : Set.of(named.strip().split("\\s*,\\s*", -1));
  }

  private static void say(Instant begun, String text) {
    System.err.printf("[%3d s] %s%n", Duration.between(begun, Instant.now()).toSeconds(), text);
  }
}
