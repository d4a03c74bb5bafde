package io.fallow.sim.trial;

import io.fallow.gateway.queue.DiskQueue;
import io.fallow.gateway.queue.QueueLimits;
import io.fallow.gateway.uplink.Uplink;
import io.fallow.gateway.uplink.UplinkConfig;
import io.fallow.gateway.uplink.UplinkConfig.Until;
import io.fallow.sim.process.JavaCommand;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;

/**
 * Kills a gateway's process at random moments, as {@code kill -9} does, while it takes readings and
 * delivers them, and counts in the end what the database has of all that it ever took.
 */
final class GatewayTrial {

  private static final Duration PATIENCE = Duration.ofMinutes(2);
  private static final TrialLoad LOAD = new TrialLoad(1, 1, 1);

  private final int rounds;
  private final Random dice;
  private final PrintStream out;

  GatewayTrial(int rounds, long seed, PrintStream out) {
    this.rounds = rounds;
    this.dice = new Random(seed);
    this.out = out;
  }

  /** What came of it. */
  record Outcome(int rounds, long messages, long readings, long lost, long doubled) {

    boolean sound() {
      return readings > 0 && lost == 0 && doubled == 0;
    }

    @Override
    public String toString() {
      return """
          kills                                  %,12d
          messages                               %,12d
          readings that its source handed in     %,12d
            lost                                 %,12d
            doubled                              %,12d
          """
          .formatted(rounds, messages, readings, lost, doubled);
    }
  }

  Outcome run() throws IOException, InterruptedException {
    try (TrialStack stack = new TrialStack(LOAD, Until.PLATFORM, List.of("a"))) {
      stack.awaitReady();
      Path folder = stack.folder().resolve("killed");
      UplinkConfig config = stack.uplink(1);
      for (int round = 1; round <= rounds; round++) {
        long life = 700L + dice.nextInt(2_500);
        runAndKill(config, folder, life);
        if (round % 10 == 0) {
          out.printf("%3d kills, the last after %.1f s%n", round, life / 1e3);
        }
      }
      return inspect(stack, config, folder);
    }
  }

  private static void runAndKill(UplinkConfig config, Path folder, long life)
      throws IOException, InterruptedException {
    Process child =
        JavaCommand.of(
                GatewayChild.class,
                List.of("-Xmx64m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1"),
                List.of(
                    config.broker().toString(),
                    config.address().toString(),
                    config.password(),
                    folder.toString(),
                    String.join(",", TrialStack.assets(1))))
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .start();
    try {
      if (child.waitFor(life, TimeUnit.MILLISECONDS)) {
        throw new IOException("the gateway ended by itself, with " + child.exitValue());
      }
    } finally {
      child.destroyForcibly().waitFor();
    }
  }

  /** What is left in the queue is delivered first. */
  private Outcome inspect(TrialStack stack, UplinkConfig config, Path folder)
      throws InterruptedException {
    try (DiskQueue queue = DiskQueue.open(folder, QueueLimits.DEFAULT, Clock.systemUTC());
        Uplink uplink = new Uplink(config, queue)) {
      uplink.start();
      TrialStack.await(PATIENCE, () -> queue.cursor().waiting() == 0);
      long taken = GatewayChild.taken(queue);
      CountedStored.Counts counts =
          new CountedStored(stack.database(), config.address()).counts(taken);
      return new Outcome(
          rounds,
          queue.cursor().lastAppended(),
          taken,
          taken - counts.numbers(),
          counts.rows() - counts.numbers() + counts.above());
    }
  }
}
