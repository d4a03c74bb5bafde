package io.fallow.sim.bench;

import io.fallow.sim.world.FleetStack;
import java.io.IOException;
import java.util.Set;
import java.util.function.Consumer;

/** Measures the scheduler over a fleet of 10,000 assets. Blocks. */
final class FleetBenchmark {

  static final Set<String> PARTS = Set.of("booking", "isolation", "readings", "search");
  static final int ASSETS = 10_000;

  private final Set<String> parts;
  private final Report report;
  private final Consumer<String> progress;

  FleetBenchmark(Set<String> parts, Report report, Consumer<String> progress) {
    this.parts = parts;
    this.report = report;
    this.progress = progress;
  }

  void run() throws IOException {
    try (FleetStack stack = new FleetStack(ASSETS, progress);
        Resources resources = new Resources()) {
      stack.timescale().pid().ifPresent(pid -> resources.watch(Role.DATABASE, pid));
      stack.scheduler().start();
      resources.watch(Role.SCHEDULER, stack.scheduler().pid());
      report.title("Fallow's scheduler over %,d assets".formatted(ASSETS));
      report.line("database: " + stack.timescale().provenance() + ", as for the local stack");
      report.line(
          "scheduler: Java %s, %s"
              .formatted(Runtime.version(), String.join(" ", FleetStack.OPTIONS)));
      report.line(
          "%d processors for all of it (%s), the clients included"
              .formatted(Runtime.getRuntime().availableProcessors(), Resources.processor()));
      SearchBenchmark search = new SearchBenchmark(stack, resources, ASSETS, report, progress);
      if (parts.contains("search")) {
        search.run();
      }
      if (parts.contains("readings")) {
        new ReadingBenchmark(stack, resources, ASSETS, report, progress).run();
      }
      BookingBenchmark booking = new BookingBenchmark(stack, resources, ASSETS, report, progress);
      if (parts.contains("booking")) {
        booking.run();
      }
      if (parts.contains("isolation")) {
        new IsolationBenchmark(stack, resources, search, booking, report, progress).run();
      }
    }
  }
}
