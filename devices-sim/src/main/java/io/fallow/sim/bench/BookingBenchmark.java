package io.fallow.sim.bench;

import io.fallow.sim.machine.MachineException;
import io.fallow.sim.process.JavaCommand;
import io.fallow.sim.world.FleetStack;
import io.fallow.sim.world.FleetWorld;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * Clients after one slot at a time, and clients who book all over the fleet; each beside nothing
 * but the database's insert in the same minute. Blocks.
 */
final class BookingBenchmark {

  private static final int CLIENTS = 32;
  private static final int SECONDS = 20;
  private static final int WARM_UP_SECONDS = 15;
  private static final int PLAIN_SECONDS = 5;

  /** All clients have two attempts at each slot. */
  static final int ATTEMPTS_EACH = 2 * CLIENTS;

  static final int RACED_ASSETS = 100;
  private static final List<String> OPTIONS = List.of("-Xmx128m", "-XX:+UseSerialGC");

  private final FleetStack stack;
  private final Resources resources;
  private final int assets;
  private final Report report;
  private final Consumer<String> progress;

  BookingBenchmark(
      FleetStack stack, Resources resources, int assets, Report report, Consumer<String> progress) {
    this.stack = stack;
    this.resources = resources;
    this.assets = assets;
    this.report = report;
    this.progress = progress;
  }

  /** Numbers of first slots that are far enough from each other. */
  long slots(int block) {
    return block * 40L * assets;
  }

  void run() throws IOException {
    Path tokens = tokens();
    progress.accept("warming up ...");
    load(tokens, ATTEMPTS_EACH, slots(6), assets, WARM_UP_SECONDS);
    race(tokens);
    spread(tokens);
    deadlocks();
  }

  /** Of all clients. */
  Path tokens() throws IOException {
    List<String> tokens = new ArrayList<>();
    for (int i = 0; i < CLIENTS; i++) {
      String organisation = FleetWorld.PARTNERS.get(i % FleetWorld.PARTNERS.size());
      tokens.add(stack.token(organisation, "person-" + i));
    }
    return Files.write(stack.folder().resolve("tokens"), tokens);
  }

  private void race(Path tokens) throws IOException {
    progress.accept("after one slot at a time");
    report.title(
        "%d clients after one slot at a time, %d attempts at each"
            .formatted(CLIENTS, ATTEMPTS_EACH));
    CpuUse before = resources.cpu();
    Tally.Result it = load(tokens, ATTEMPTS_EACH, 0, RACED_ASSETS, SECONDS);
    CpuUse cpu = resources.cpu().since(before);
    Tally.Result plain =
        plain(new SlotPlan(from(), 170L * RACED_ASSETS, RACED_ASSETS), ATTEMPTS_EACH);
    row("through HTTP", it, SECONDS);
    row("plain INSERT … ON CONFLICT", plain, PLAIN_SECONDS);
    cpu(it, cpu);
    double rate = it.attempts() / (double) SECONDS;
    report.target(Target.atLeast("32 clients after one slot:", 1_000, rate, "attempts/s"));
    report.target(Target.atMost("p99 of an attempt", 100, it.p99Ms(), "ms"));
    report.must(
        new Target(
            "exactly one gets each slot",
            "%,d slots, %d odd, %d answers that are neither yes nor no"
                .formatted(it.slots(), it.odd(), it.other()),
            it.odd() == 0 && it.other() == 0));
  }

  private void spread(Path tokens) throws IOException {
    progress.accept("all over the fleet");
    report.title("%d clients who book all over %,d assets".formatted(CLIENTS, assets));
    CpuUse before = resources.cpu();
    Tally.Result it = load(tokens, 1, slots(2), assets, SECONDS);
    CpuUse cpu = resources.cpu().since(before);
    Tally.Result plain = plain(new SlotPlan(from(), slots(4), assets), 1);
    row("through HTTP", it, SECONDS);
    row("plain INSERT … ON CONFLICT", plain, PLAIN_SECONDS);
    cpu(it, cpu);
    double rate = it.booked() / (double) SECONDS;
    report.target(Target.atLeast("bookings spread over 10,000 assets:", 500, rate, "bookings/s"));
    report.must(
        new Target(
            "every free slot is booked",
            "%,d of %,d".formatted(it.booked(), it.attempts()),
            it.booked() == it.attempts()));
  }

  private static LocalDate from() {
    return LocalDate.now(ZoneOffset.UTC).plusDays(2);
  }

  private Tally.Result plain(SlotPlan plan, int each) {
    return new PlainInserts(stack.timescale().connection(), CLIENTS).run(plan, each, PLAIN_SECONDS);
  }

  private void row(String what, Tally.Result it, int seconds) {
    report.line(
        "%-28s %,7.0f attempts/s, %,6.0f booked/s; p50 %.1f ms, p99 %.1f ms, worst %.0f ms"
            .formatted(
                what,
                it.attempts() / (double) seconds,
                it.booked() / (double) seconds,
                it.p50Ms(),
                it.p99Ms(),
                it.worstMs()));
  }

  private void cpu(Tally.Result it, CpuUse cpu) {
    report.line(
        "CPU for 1,000 attempts: scheduler %.2f s, PostgreSQL %.2f s; everything else on the machine, the clients included, %.2f s"
            .formatted(
                cpu.of(Role.SCHEDULER) / it.attempts() * 1e3,
                cpu.of(Role.DATABASE) / it.attempts() * 1e3,
                cpu.others() / it.attempts() * 1e3));
  }

  private void deadlocks() throws IOException {
    long deadlocks =
        stack.databaseLog().stream().filter(line -> line.contains("deadlock detected")).count();
    report.must(
        new Target("no deadlock in PostgreSQL's log", Long.toString(deadlocks), deadlocks == 0));
  }

  /** The clients, in a process of their own. */
  Tally.Result load(Path tokens, int each, long first, int spread, int seconds) throws IOException {
    List<String> arguments =
        List.of(
            Integer.toString(stack.scheduler().port()),
            tokens.toString(),
            Integer.toString(each),
            Long.toString(first),
            Integer.toString(spread),
            Integer.toString(seconds));
    Path complaints = stack.folder().resolve("clients.log");
    Process process =
        JavaCommand.of(BookingLoad.class, OPTIONS, arguments)
            .redirectError(complaints.toFile())
            .start();
    try (BufferedReader words =
        new BufferedReader(
            new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
      String line = words.readLine();
      if (line == null) {
        throw new MachineException("the clients broke down:\n" + Files.readString(complaints));
      }
      return Tally.Result.of(line);
    } finally {
      process.destroyForcibly();
    }
  }
}
