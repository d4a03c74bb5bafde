package io.fallow.sim.bench;

import io.fallow.sim.http.Ask;
import io.fallow.sim.http.Line;
import io.fallow.sim.http.Said;
import io.fallow.sim.machine.MachineException;
import io.fallow.sim.process.JavaCommand;
import io.fallow.sim.world.FleetStack;
import io.fallow.sim.world.FleetWorld;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;

/**
 * Clients who search all of the fleet's four weeks, one request of each always under way, while
 * somebody books and looks when that shows; beside the plain query in the same minute. Blocks.
 */
final class SearchBenchmark {

  private static final int CLIENTS = 16;
  private static final int SECONDS = 20;
  private static final int WARM_UP_SECONDS = 20;
  private static final int BOOKINGS = 30;
  private static final double MEGABYTE = 1 << 20;
  private static final List<String> OPTIONS = List.of("-Xmx128m", "-XX:+UseSerialGC");
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private final FleetStack stack;
  private final Resources resources;
  private final int assets;
  private final Report report;
  private final Consumer<String> progress;

  SearchBenchmark(
      FleetStack stack, Resources resources, int assets, Report report, Consumer<String> progress) {
    this.stack = stack;
    this.resources = resources;
    this.assets = assets;
    this.report = report;
    this.progress = progress;
  }

  void run() throws IOException {
    double readyS = awaitIndex();
    Path tokens = tokens();
    report.title(
        "%d clients who search %,d assets × 28 days, a page of 50".formatted(CLIENTS, assets));
    report.line("the index was ready %.1f s after the scheduler".formatted(readyS));
    progress.accept("warming up ...");
    load(tokens, searches(), WARM_UP_SECONDS);
    for (List<String> kind : kinds()) {
      row(kind.get(0), load(tokens, kind, SECONDS / 4));
    }
    all(tokens);
    index();
    plain();
  }

  /** Seconds until the search answers. */
  double awaitIndex() throws IOException {
    long begun = System.nanoTime();
    String token = stack.token(FleetWorld.PARTNERS.get(0), "first");
    try (Line line = new Line(stack.scheduler().port(), PATIENCE)) {
      while (line.send(Ask.get("/api/v1/windows?limit=1", token)).status() != 200) {
        Pause.millis(100);
      }
    }
    return (System.nanoTime() - begun) / 1e9;
  }

  private void all(Path tokens) throws IOException {
    progress.accept("all kinds of searches, and bookings beside them");
    CpuUse before = resources.cpu();
    Freshness freshness =
        new Freshness(
            stack.scheduler().port(), stack.token(FleetWorld.PARTNERS.get(1), "freshness"));
    CompletableFuture<double[]> booker = CompletableFuture.supplyAsync(() -> run(freshness));
    SearchTally.Result it = load(tokens, searches(), SECONDS);
    CpuUse cpu = resources.cpu().since(before);
    double[] visible = booker.join();
    row("all of these, mixed", it);
    report.line(
        "CPU for 1,000 searches: scheduler %.2f s, PostgreSQL %.2f s; everything else on the machine, the clients included, %.2f s"
            .formatted(
                cpu.of(Role.SCHEDULER) / it.searches() * 1e3,
                cpu.of(Role.DATABASE) / it.searches() * 1e3,
                cpu.others() / it.searches() * 1e3));
    double worst = visible[visible.length - 1];
    report.line(
        "%d bookings under that load, from the answer until a search shows it: half by %.0f ms, the last by %.0f ms"
            .formatted(visible.length, visible[visible.length / 2], worst));
    report.target(Target.atMost("p50 of a search", 8, it.p50Ms(), "ms"));
    report.target(Target.atMost("p99 of a search", 40, it.p99Ms(), "ms"));
    report.target(Target.atMost("a change is visible after", 2_000, worst, "ms"));
    report.must(new Target("every search is answered", it.failed() + " are not", it.failed() == 0));
  }

  private void index() throws IOException {
    double bytes = metric("fallow_index_bytes");
    report.line(
        "the index: %,.0f assets, %,.0f windows, %.1f MB"
            .formatted(
                metric("fallow_index_assets"), metric("fallow_index_windows"), bytes / MEGABYTE));
    report.target(Target.atMost("memory of the index", 64, bytes / MEGABYTE, "MB"));
  }

  private double metric(String name) throws IOException {
    try (Line line = new Line(stack.scheduler().port(), PATIENCE)) {
      Said said = line.send(new Ask("GET", "/metrics", Map.of(), ""));
      return said.body()
          .lines()
          .filter(text -> text.startsWith(name + " ") || text.startsWith(name + "{"))
          .mapToDouble(text -> Double.parseDouble(text.substring(text.lastIndexOf(' ') + 1)))
          .findFirst()
          .orElseThrow(() -> new MachineException("no metric " + name));
    }
  }

  private void plain() {
    progress.accept("the plain query");
    PlainSearch plain = new PlainSearch(stack.database());
    report.line(
        "plain SQL for what is free, the forecast left out, with nothing beside it: %,.0f ms"
            .formatted(plain.freeMs()));
  }

  private void row(String what, SearchTally.Result it) {
    report.line(
        "%-64s %,7.0f/s; p50 %5.1f ms, p99 %5.1f ms, worst %4.0f ms; %,4.0f kB each"
            .formatted(
                what.length() > 64 ? what.substring(what.indexOf('?')) : what,
                it.searches() / (what.startsWith("all") ? (double) SECONDS : SECONDS / 4.0),
                it.p50Ms(),
                it.p99Ms(),
                it.worstMs(),
                it.bytes() / 1e3 / Math.max(1, it.searches())));
  }

  /** Of every kind. */
  List<String> searches() {
    return kinds().stream().flatMap(List::stream).toList();
  }

  private static List<List<String>> kinds() {
    Instant now = Instant.now().truncatedTo(ChronoUnit.MINUTES);
    return List.of(
        List.of(path("")),
        List.of(path("&type=mri&minDuration=PT2H")),
        List.of(path("&type=mill,lathe&capability=size-1")),
        List.of(path("&near=47.4,8.5&radiusKm=150")),
        List.of(path("&near=47.4,8.5&order=nearest&minDuration=PT4H")),
        List.of(path("&from=" + now.plus(Duration.ofHours(61)))),
        List.of(path("&minProbability=0.9")),
        List.of(path("&order=likeliest&type=laser")));
  }

  private static String path(String more) {
    return "/api/v1/windows?limit=50" + more;
  }

  /** Of all clients. */
  Path tokens() throws IOException {
    List<String> tokens = new ArrayList<>();
    for (int i = 0; i < CLIENTS; i++) {
      String organisation = FleetWorld.PARTNERS.get(i % FleetWorld.PARTNERS.size());
      tokens.add(stack.token(organisation, "searcher-" + i));
    }
    return Files.write(stack.folder().resolve("searchers"), tokens);
  }

  /** The clients, in a process of their own. */
  SearchTally.Result load(Path tokens, List<String> searches, int seconds) throws IOException {
    Path paths = Files.write(stack.folder().resolve("searches"), searches);
    Path complaints = stack.folder().resolve("searchers.log");
    List<String> arguments =
        List.of(
            Integer.toString(stack.scheduler().port()),
            tokens.toString(),
            paths.toString(),
            Integer.toString(seconds));
    Process process =
        JavaCommand.of(SearchLoad.class, OPTIONS, arguments)
            .redirectError(complaints.toFile())
            .start();
    try (BufferedReader words =
        new BufferedReader(
            new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
      String line = words.readLine();
      if (line == null) {
        throw new MachineException("the clients broke down:\n" + Files.readString(complaints));
      }
      return SearchTally.Result.of(line);
    } finally {
      process.destroyForcibly();
    }
  }

  private static double[] run(Freshness freshness) {
    try {
      return freshness.run(BOOKINGS);
    } catch (IOException broken) {
      throw new UncheckedIOException(broken);
    }
  }
}
