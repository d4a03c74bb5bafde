package io.fallow.sim.bench;

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
  private static final double AS_BEFORE = 1.5;

  private final Measurement measurement;
  private final LoadProcess generator;
  private final Load usual;
  private final long before;
  private final List<Part> parts = new ArrayList<>();
  private long acknowledged;
  private long mostBehind;
  private long waiting;
  private long mostWaiting;

  Burst(Measurement measurement, LoadProcess generator, Load usual) {
    this.measurement = measurement;
    this.generator = generator;
    this.usual = usual;
    this.before = measurement.look().messages();
  }

  private record Part(long epoch, Instant begun) {}

  /**
   * What was seen.
   *
   * @param mostBehind messages that were published and not stored
   * @param mostWaiting marks that usage had before it
   * @param usualWaiting the most of them before the burst
   * @param caughtUp seconds from the burst's end until less than a quarter-second of the usual load
   *     was not stored, and usage had little more before it than before the burst
   * @param empty seconds from the end of all load until nothing was left to store or to derive
   * @param exact whether everything is there, once
   */
  record Result(
      Load usual,
      long mostBehind,
      long mostWaiting,
      long usualWaiting,
      double caughtUp,
      double empty,
      boolean exact) {}

  Result run() {
    part(usual.messagesPerSecond(), () -> secondsPass(BEFORE_SECONDS));
    long usualWaiting = mostWaiting;
    part(FACTOR * usual.messagesPerSecond(), () -> secondsPass(BURST_SECONDS));
    Instant over = Instant.now();
    part(usual.messagesPerSecond(), () -> awaitCaughtUp(usualWaiting));
    Instant end = Instant.now();
    measurement.settle(before + acknowledged);
    double empty = Measurement.seconds(end, Instant.now());
    double caughtUp = Measurement.seconds(over, end);
    return new Result(usual, mostBehind, mostWaiting, usualWaiting, caughtUp, empty, exact());
  }

  private void part(double messagesPerSecond, Runnable meanwhile) {
    Load load = new Load(usual.world(), usual.format(), usual.readings(), messagesPerSecond, 0);
    Instant begun = Instant.now();
    parts.add(new Part(measurement.begin(generator, load), begun));
    meanwhile.run();
    acknowledged += generator.end().acknowledged();
  }

  private void secondsPass(int seconds) {
    long until = System.nanoTime() + TimeUnit.SECONDS.toNanos(seconds);
    while (System.nanoTime() < until) {
      Pause.millis(200);
      look();
    }
  }

  private void awaitCaughtUp(long usualWaiting) {
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
    while (look() > usual.messagesPerSecond() * CAUGHT_UP_SECONDS
        || waiting > usualWaiting * AS_BEFORE) {
      if (System.nanoTime() > deadline) {
        throw new MachineException("not caught up after " + PATIENCE_SECONDS + " s");
      }
      Pause.millis(200);
    }
  }

  /** Messages that are published and not stored. */
  private long look() {
    long published = acknowledged + generator.status().acknowledged();
    long behind = published - (measurement.look().messages() - before);
    mostBehind = Math.max(mostBehind, behind);
    waiting = measurement.database().waiting();
    mostWaiting = Math.max(mostWaiting, waiting);
    return behind;
  }

  private boolean exact() {
    List<Stored> stored =
        parts.stream()
            .map(it -> measurement.database().of(it.epoch(), it.begun(), usual.readings()))
            .toList();
    return stored.stream().mapToLong(Stored::messages).sum() == acknowledged
        && stored.stream().allMatch(each -> each.odd() == 0);
  }
}
