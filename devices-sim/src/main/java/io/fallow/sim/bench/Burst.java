package io.fallow.sim.bench;

import io.fallow.sim.load.LoadGenerator;
import io.fallow.sim.load.LoadProcess;
import io.fallow.sim.machine.MachineException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * A usual load, three times as much for a while, and the usual load again: how far the pipeline
 * falls behind, and how soon it has caught up while the usual load goes on. Blocks.
 */
final class Burst {
  private static final int BEFORE_SECONDS = 8;
  private static final int BURST_SECONDS = 10;
  private static final int PATIENCE_SECONDS = 120;
  private static final int FACTOR = 3;
  private static final double CAUGHT_UP_SECONDS = 0.25;

  private final BenchStack stack;
  private final Measurement measurement;
  private final LoadProcess generator;
  private final Load usual;
  private final long before;
  private long acknowledged;
  private long mostBehind;
  private double mostWaiting;

  Burst(BenchStack stack, Measurement measurement, LoadProcess generator, Load usual) {
    this.stack = stack;
    this.measurement = measurement;
    this.generator = generator;
    this.usual = usual;
    this.before = measurement.look().messages();
  }

  /**
   * What was seen.
   *
   * @param mostBehind messages that were published and not stored
   * @param mostWaiting of usage's backlog
   * @param caughtUp seconds from the burst's end until less than a quarter-second of the usual load
   *     was not stored
   * @param empty seconds from the end of all load until nothing was left to store or to derive
   * @param exact whether everything is there, once
   */
  record Result(
      Load usual,
      long mostBehind,
      double mostWaiting,
      double caughtUp,
      double empty,
      boolean exact) {}

  Result run() {
    List<Stored> stored = new ArrayList<>();
    List<Runnable> counts = new ArrayList<>();
    part(usual, counts, stored, () -> secondsPass(BEFORE_SECONDS));
    Load more =
        new Load(
            usual.world(), usual.format(), usual.readings(), FACTOR * usual.messagesPerSecond(), 0);
    part(more, counts, stored, () -> secondsPass(BURST_SECONDS));
    Instant over = Instant.now();
    double[] caughtUp = new double[1];
    part(
        usual,
        counts,
        stored,
        () -> {
          awaitCaughtUp();
          caughtUp[0] = Measurement.seconds(over, Instant.now());
        });
    Instant end = Instant.now();
    measurement.settle(before + acknowledged);
    double empty = Measurement.seconds(end, Instant.now());
    counts.forEach(Runnable::run);
    return new Result(usual, mostBehind, mostWaiting, caughtUp[0], empty, exact(stored));
  }

  private void part(Load load, List<Runnable> counts, List<Stored> stored, Runnable meanwhile) {
    Instant begun = Instant.now();
    long epoch = measurement.begin(generator, load);
    meanwhile.run();
    LoadGenerator.Status status = generator.end();
    acknowledged += status.acknowledged();
    counts.add(
        () -> stored.add(new StoredReadings(stack.database()).of(epoch, begun, load.readings())));
  }

  private void secondsPass(int seconds) {
    long until = System.nanoTime() + TimeUnit.SECONDS.toNanos(seconds);
    while (System.nanoTime() < until) {
      Pause.millis(200);
      behind();
    }
  }

  private void awaitCaughtUp() {
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
    while (behind() > usual.messagesPerSecond() * CAUGHT_UP_SECONDS) {
      if (System.nanoTime() > deadline) {
        throw new MachineException("not caught up after " + PATIENCE_SECONDS + " s");
      }
      Pause.millis(200);
    }
  }

  private long behind() {
    long published = acknowledged + generator.status().acknowledged();
    OpsPort.Figures now = measurement.look();
    long behind = published - (now.messages() - before);
    mostBehind = Math.max(mostBehind, behind);
    mostWaiting = Math.max(mostWaiting, now.waiting());
    return behind;
  }

  private boolean exact(List<Stored> stored) {
    return stored.stream().mapToLong(Stored::messages).sum() == acknowledged
        && stored.stream().allMatch(each -> each.odd() == 0);
  }
}
