package io.fallow.sim.forecast;

import io.fallow.sim.world.DemoWorld;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** On the machines of the demo world. */
@Command(name = "world", description = "On the simulated machines of the demo world.")
final class WorldCommand implements Callable<Integer> {

  @Option(names = "--seed", defaultValue = "42", description = "of the world (${DEFAULT-VALUE})")
  private long seed;

  @Option(
      names = "--until",
      defaultValue = "2026-11-01T00:00:00Z",
      description = "end of the histories (${DEFAULT-VALUE})")
  private Instant until;

  @Option(names = "--days", defaultValue = "182", description = "in all (${DEFAULT-VALUE})")
  private long days;

  @Option(
      names = "--score-days",
      defaultValue = "60",
      description = "the last ones, which are scored (${DEFAULT-VALUE})")
  private long scoreDays;

  @Override
  public Integer call() {
    Instant from = until.minus(Duration.ofDays(days));
    Instant scored = until.minus(Duration.ofDays(scoreDays));
    var histories = SimulatedHistories.of(DemoWorld.standard(), seed, from, until, scored);
    return ForecastCommand.report(histories) ? 0 : 1;
  }
}
