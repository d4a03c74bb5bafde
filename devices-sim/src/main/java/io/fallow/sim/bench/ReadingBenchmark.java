package io.fallow.sim.bench;

import io.fallow.gateway.wire.Activity;
import io.fallow.gateway.wire.GatewayAddress;
import io.fallow.sim.http.Ask;
import io.fallow.sim.http.Line;
import io.fallow.sim.load.LoadGateway;
import io.fallow.sim.machine.MachineException;
import io.fallow.sim.world.FleetStack;
import io.fallow.sim.world.FleetWorld;
import io.fallow.telemetry.registry.Registry;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/**
 * How long a reading takes to show in the idle windows: all assets of a fleet report by MQTT, and
 * one after the other of those that are offered is taken into use and left again, while somebody
 * asks for its windows. Blocks.
 */
final class ReadingBenchmark {

  private static final int SITES = 10;
  private static final int EVERY_SECONDS = 20;
  private static final int WARM_UP_SECONDS = 25;
  private static final int CHANGED = 20;
  private static final int LOOK_MS = 20;
  private static final int QUARTER_M = 15;
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final Duration MINUTE = Duration.ofSeconds(61);
  private static final Pattern ASSET =
      Pattern.compile("\"id\":\"" + FleetWorld.OWNER + "\\.(m\\d+)\"");
  private static final Pattern START = Pattern.compile("\"start\":\"([^\"]+)");

  private final FleetStack stack;
  private final Resources resources;
  private final int assets;
  private final Report report;
  private final Consumer<String> progress;

  ReadingBenchmark(
      FleetStack stack, Resources resources, int assets, Report report, Consumer<String> progress) {
    this.stack = stack;
    this.resources = resources;
    this.assets = assets;
    this.report = report;
    this.progress = progress;
  }

  void run() throws IOException {
    List<LoadGateway> gateways = gateways();
    Registry registry = new Registry(stack.database());
    for (int site = 0; site < SITES; site++) {
      LoadGateway gateway = gateways.get(site);
      registry.registerGateway(gateway.address(), "site-" + site, gateway.password());
    }
    try (Pipeline pipeline =
            new Pipeline(stack.timescale(), gateways, stack.folder(), resources, progress);
        FleetReadings readings =
            new FleetReadings(pipeline.broker().uri(), gateways, EVERY_SECONDS, stack.folder());
        Line line = new Line(stack.scheduler().port(), PATIENCE)) {
      readings.start();
      progress.accept("every asset says what it does, every %d s".formatted(EVERY_SECONDS));
      Pause.millis(1_000 * WARM_UP_SECONDS);
      CpuUse before = resources.cpu();
      Instant begun = Instant.now();
      double[] took = changes(readings, line);
      tell(took, resources.cpu().since(before), Duration.between(begun, Instant.now()));
    }
  }

  private List<LoadGateway> gateways() {
    return IntStream.range(0, SITES)
        .mapToObj(
            site ->
                new LoadGateway(
                    new GatewayAddress(FleetWorld.OWNER, "meters-" + site),
                    "secret-of-" + site,
                    IntStream.rangeClosed(1, assets)
                        .filter(number -> number % SITES == site)
                        .mapToObj(number -> "m" + number)
                        .toList()))
        .toList();
  }

  private double[] changes(FleetReadings readings, Line line) throws IOException {
    List<String> offered = offered(line);
    double[] took = new double[2 * CHANGED];
    for (int i = 0; i < CHANGED; i++) {
      String asset = offered.get(i);
      took[2 * i] = change(readings, line, asset, Activity.IN_USE);
      took[2 * i + 1] = change(readings, line, asset, Activity.STANDBY);
    }
    Arrays.sort(took);
    return took;
  }

  /**
   * Assets that are offered from the next full minute on; without those that have usage of which
   * there are no readings, as that is derived anew when one comes.
   */
  private List<String> offered(Line line) throws IOException {
    awaitTellingMinute();
    String body = line.send(ask("/api/v1/windows?minDuration=PT1H&limit=200")).body();
    List<String> found =
        ASSET
            .matcher(body)
            .results()
            .map(match -> match.group(1))
            .filter(code -> Integer.parseInt(code.substring(1)) > FleetWorld.WATCHED)
            .distinct()
            .toList();
    if (found.size() < CHANGED || !begins(body)) {
      throw new MachineException("no machines of this fleet are idle at this hour");
    }
    return found;
  }

  private double change(FleetReadings readings, Line line, String asset, Activity activity)
      throws IOException {
    awaitTellingMinute();
    long told = System.nanoTime();
    readings.change(asset, activity);
    Ask windows = ask("/api/v1/windows?minDuration=PT15M&asset=" + FleetWorld.OWNER + "." + asset);
    while (begins(line.send(windows).body()) != (activity == Activity.STANDBY)) {
      Pause.millis(LOOK_MS);
    }
    return (System.nanoTime() - told) / 1e6;
  }

  private Ask ask(String path) {
    return Ask.get(path, stack.token(FleetWorld.PARTNERS.get(0), "reader"));
  }

  /** Whether the first window begins with the next full minute. */
  private static boolean begins(String body) {
    return START
        .matcher(body)
        .results()
        .map(MatchResult::group)
        .findFirst()
        .map(text -> Instant.parse(text.substring(text.lastIndexOf('"') + 1)))
        .filter(start -> start.isBefore(Instant.now().plus(MINUTE)))
        .isPresent();
  }

  /** In the last minutes of a quarter-hour the windows don't tell. */
  private static void awaitTellingMinute() {
    while (Instant.now().atZone(ZoneOffset.UTC).getMinute() % QUARTER_M >= QUARTER_M - 2) {
      Pause.millis(1_000);
    }
  }

  private void tell(double[] took, CpuUse cpu, Duration during) {
    report.title(
        "%,d assets, each of which reports every %d s by MQTT: from a change until a search shows it"
            .formatted(assets, EVERY_SECONDS));
    double worst = took[took.length - 1];
    report.line(
        "%d changes, from in use to idle and back: half by %,.0f ms, the last by %,.0f ms"
            .formatted(took.length, took[took.length / 2], worst));
    double seconds = during.toMillis() / 1e3;
    report.line(
        "CPU meanwhile: telemetry %.0f %%, PostgreSQL %.0f %%, scheduler %.0f %% of one processor"
            .formatted(
                100 * cpu.of(Role.TELEMETRY) / seconds,
                100 * cpu.of(Role.DATABASE) / seconds,
                100 * cpu.of(Role.SCHEDULER) / seconds));
    report.target(Target.atMost("a reading is visible after", 2_000, worst, "ms"));
  }
}
