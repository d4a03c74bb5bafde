package io.fallow.sim.bench;

import java.io.PrintStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/**
 * What the benchmark prints. Every line stands by itself, so a run that breaks off says something.
 */
final class Report {
  private static final double MEGABYTE = 1 << 20;
  private static final String ROW = "  %-24s %9s %9s %8s   %6s %6s %6s %6s   %6s  %7s  %6s  %s";

  private final PrintStream out;
  private final List<Target> targets = new ArrayList<>();
  private boolean exact = true;

  Report(PrintStream out) {
    this.out = out;
  }

  void title(String text) {
    out.println();
    out.println(text);
  }

  void line(String text) {
    out.println("  " + text);
  }

  void columns() {
    out.println(
        ROW.formatted(
            "",
            "readings",
            "messages",
            "of raw",
            "CPU s per million readings of",
            "",
            "",
            "",
            "tele ÷",
            "usage",
            "others",
            ""));
    out.println(
        ROW.formatted(
            "", "per s", "per s", "COPY", "gen.", "broker", "tele.", "PG", "PG", "after s", "took",
            "counts"));
  }

  /** A line of the table. */
  void row(Outcome it, double copyPerSecond) {
    exact &= it.exact();
    out.println(
        ROW.formatted(
            it.load().title(),
            "%,.0f".formatted(it.readingsPerSecond()),
            "%,.0f".formatted(it.messages() / it.seconds()),
            "%.0f %%".formatted(100 * it.readingsPerSecond() / copyPerSecond),
            cpu(it, Role.GENERATOR),
            cpu(it, Role.BROKER),
            cpu(it, Role.TELEMETRY),
            cpu(it, Role.DATABASE),
            "%.2f".formatted(it.telemetryToDatabase()),
            "%.1f".formatted(it.settled()),
            "%.0f %%".formatted(100 * it.othersShare()),
            counts(it)));
  }

  private static String cpu(Outcome outcome, Role role) {
    return "%.2f".formatted(outcome.cpuPerMillion(role));
  }

  private static String counts(Outcome it) {
    return it.exact()
        ? "all %,d there once".formatted(it.readings())
        : "WRONG: published %,d messages (%,d refused), stored %,d with %,d readings, %,d not whole"
            .formatted(
                it.messages(),
                it.refused(),
                it.stored().messages(),
                it.stored().readings(),
                it.stored().odd());
  }

  void copy(RawCopy.Result it) {
    line(
        "%,.0f rows/s, PostgreSQL %.2f CPU s per million (%,d rows, 5,000 a transaction, one writer)"
            .formatted(it.rowsPerSecond(), it.cpuPerMillion(Role.DATABASE), it.rows()));
  }

  void latency(Outcome it) {
    exact &= it.exact();
    line(
        "at %,.0f readings/s (%s): p50 %.0f ms, p99 %.0f ms, worst %.0f ms; %s"
            .formatted(
                it.readingsPerSecond(),
                it.load().title(),
                it.stored().p50(),
                it.stored().p99(),
                it.stored().worst(),
                counts(it)));
  }

  void burst(Burst.Result it) {
    exact &= it.exact();
    line(
        "%,.0f readings/s, three times that for 10 s: at most %,d messages behind (usage: %,d marks, %,d before)"
            .formatted(
                it.usual().messagesPerSecond() * it.usual().readings(),
                it.mostBehind(),
                it.mostWaiting(),
                it.usualWaiting()));
    line(
        "caught up %.1f s after the burst, the load going on; nothing left %.1f s after the load's end; %s"
            .formatted(
                it.caughtUp(), it.empty(), it.exact() ? "all there once" : "COUNTS ARE WRONG"));
  }

  void memory(Map<Role, Long> peaks, double heap) {
    StringBuilder text = new StringBuilder();
    Arrays.stream(Role.values())
        .filter(peaks::containsKey)
        .forEach(
            role ->
                text.append("%s %.0f MB, ".formatted(role.title(), peaks.get(role) / MEGABYTE)));
    line("resident at most: " + text + "telemetry's heap %.0f MB".formatted(heap / MEGABYTE));
  }

  void target(Target target) {
    targets.add(target);
  }

  /** A target that is more than a figure: where it is missed, something is wrong. */
  void must(Target target) {
    exact &= target.met();
    target(target);
  }

  /** The last words; false if anything was lost or doubled. */
  boolean end() {
    title("Targets");
    targets.forEach(it -> out.println(it.line()));
    out.println(new Target("nothing lost, nothing doubled", exact ? "so" : "NOT SO", exact).line());
    return exact;
  }
}
