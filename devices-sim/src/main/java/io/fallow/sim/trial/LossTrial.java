package io.fallow.sim.trial;

import io.fallow.gateway.uplink.UplinkConfig.Until;
import java.io.IOException;
import java.io.PrintStream;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;

/**
 * Kills telemetry, the broker, the database, or telemetry and then the broker, each in its turn, at
 * a random moment under load, as {@code kill -9} does; starts it again after a random while; and
 * waits until what was acknowledged by then is stored. In the end compares all that was
 * acknowledged with what is stored.
 */
final class LossTrial {

  private static final Duration PATIENCE = Duration.ofMinutes(2);

  private enum Victim {
    TELEMETRY,
    BROKER,
    DATABASE,
    /** The broker, with all that it keeps for a telemetry that was killed before. */
    BOTH
  }

  private final int rounds;
  private final Random dice;
  private final Until until;
  private final PrintStream out;

  LossTrial(int rounds, long seed, Until until, PrintStream out) {
    this.rounds = rounds;
    this.dice = new Random(seed);
    this.until = until;
    this.out = out;
  }

  Verdict run() throws IOException, InterruptedException {
    try (TrialStack stack = new TrialStack(TrialLoad.USUAL, until, List.of("a"))) {
      stack.begin();
      out.println("round  killed      after   away   acknowledged  not stored yet  recovered in");
      for (int round = 1; round <= rounds; round++) {
        round(round, stack);
      }
      return stack.end(PATIENCE);
    }
  }

  private void round(int round, TrialStack stack) throws InterruptedException {
    Victim victim = Victim.values()[(round - 1) % Victim.values().length];
    long before = 1_000 + dice.nextLong(4_000);
    long away = 200 + dice.nextLong(3_000);
    TimeUnit.MILLISECONDS.sleep(before);
    kill(victim, stack);
    long acknowledged = stack.acknowledged();
    long open = acknowledged - stack.confirmed();
    TimeUnit.MILLISECONDS.sleep(away);
    long start = System.nanoTime();
    restart(victim, stack);
    boolean recovered = TrialStack.await(PATIENCE, () -> stack.confirmed() >= acknowledged);
    out.printf(
        "%5d  %-9s %5.1f s  %4.1f s  %,13d  %,14d  %s%n",
        round,
        victim,
        before / 1e3,
        away / 1e3,
        acknowledged,
        open,
        recovered ? "%.1f s".formatted((System.nanoTime() - start) / 1e9) : "NOT");
  }

  private static void kill(Victim victim, TrialStack stack) throws InterruptedException {
    switch (victim) {
      case TELEMETRY -> stack.telemetry("a").kill();
      case BROKER -> stack.broker().kill();
      case DATABASE -> stack.timescale().kill();
      case BOTH -> {
        stack.telemetry("a").kill();
        TimeUnit.SECONDS.sleep(2);
        stack.broker().kill();
      }
    }
  }

  private static void restart(Victim victim, TrialStack stack) {
    switch (victim) {
      case TELEMETRY -> stack.telemetry("a").start();
      case BROKER -> stack.broker().start();
      case DATABASE -> stack.timescale().resume();
      case BOTH -> {
        stack.broker().start();
        stack.telemetry("a").start();
      }
    }
  }
}
