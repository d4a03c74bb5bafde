package io.fallow.sim.local;

import io.fallow.sim.truth.TruthReport;
import io.fallow.sim.world.DemoWorld;
import io.fallow.sim.world.WorldStart;
import io.fallow.telemetry.registry.Registry;
import io.fallow.telemetry.store.Database;
import io.fallow.telemetry.usage.UsageQueries;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

/** Compares what was derived from readings with what the simulated machines really did. */
@Command(
    name = "truth",
    description =
        "Compares the derived usage intervals with what the simulated machines really did. Exits"
            + " with 1 when an asset is right for less than 99 %% of the time.")
final class TruthCommand implements Callable<Integer> {

  /** A simulation that ran faster than time is ahead of it. */
  private static final Duration AHEAD = Duration.ofDays(3_650);

  private final Path root;
  private final Map<String, String> env;

  TruthCommand(Path root, Map<String, String> env) {
    this.root = root;
    this.env = Map.copyOf(env);
  }

  @Override
  public Integer call() {
    LocalConfig config = LocalConfig.of(env, root);
    Home home = new Home(config.home());
    LocalLogging.to(home.logs(), "commands");
    WorldStart begin =
        WorldStart.read(home.world())
            .orElseThrow(
                () -> new StartException("Fallow has never run on " + home.folder() + "."));
    try (AttachedDatabase attached = AttachedDatabase.of(config)) {
      TruthReport report = compare(begin, attached.database());
      System.out.println(report.table().stripTrailing());
      if (report.to().isBefore(begin.begun())) {
        System.out.println("The history is still coming in; this is how far it is.");
      }
      return report.isGood() ? 0 : 1;
    }
  }

  private static TruthReport compare(WorldStart begin, Database database) {
    return TruthReport.compare(
        DemoWorld.standard(),
        begin,
        new Registry(database),
        new UsageQueries(database),
        Instant.now().plus(AHEAD));
  }
}
