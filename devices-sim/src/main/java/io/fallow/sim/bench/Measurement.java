package io.fallow.sim.bench;

import io.fallow.sim.load.LoadGenerator;
import io.fallow.sim.load.LoadPlan;
import io.fallow.sim.load.LoadProcess;
import io.fallow.sim.machine.MachineException;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.TimeUnit;

/** Runs one load to its end, until everything is stored and usage is up to date. Blocks. */
final class Measurement implements AutoCloseable {
  private static final int WINDOW = 200;
  private static final long LOOK_MILLIS = 100;
  private static final double USAGE_LAG_SECONDS = 5;
  private static final long SETTLE_SECONDS = 300;

  private final BenchStack stack;
  private final StoredReadings database;
  private long lastEpoch;
  private double heapPeak;

  Measurement(BenchStack stack) {
    this.stack = stack;
    this.database = new StoredReadings(stack.database());
  }

  Outcome run(LoadProcess generator, Load load) {
    long before = look().messages();
    CpuUse cpuBefore = stack.resources().cpu();
    Instant begun = Instant.now();
    long epoch = begin(generator, load);
    publish(generator, load, before);
    LoadGenerator.Status end = generator.end();
    Instant ended = Instant.now();
    settle(before + end.acknowledged());
    double settled = seconds(ended, Instant.now());
    CpuUse cpu = stack.resources().cpu().since(cpuBefore);
    Stored stored = database.of(epoch, begun, load.readings());
    return new Outcome(
        load,
        end.acknowledged(),
        end.refused(),
        stored,
        Math.max(load.seconds(), seconds(begun, stored.lastCommit())),
        cpu,
        settled);
  }

  /** Begins to publish; gives the epoch. */
  long begin(LoadProcess generator, Load load) {
    lastEpoch = Math.max(lastEpoch + 1, System.currentTimeMillis());
    LoadPlan plan =
        new LoadPlan(load.format(), load.readings(), load.messagesPerSecond(), WINDOW, lastEpoch);
    generator.begin(plan, load.messagesPerSecond() > 0 ? Long.MAX_VALUE : load.backlog());
    return lastEpoch;
  }

  /**
   * As many as possible is as many as are stored and turned into usage: nothing more is let out
   * while usage is far behind.
   */
  private void publish(LoadProcess generator, Load load, long before) {
    Instant begun = Instant.now();
    Instant newest = begun;
    long last = 0;
    long until = System.nanoTime() + TimeUnit.SECONDS.toNanos(load.seconds());
    while (System.nanoTime() < until) {
      Pause.millis(LOOK_MILLIS);
      long committed = look().messages() - before;
      newest = committed > last ? Instant.now() : newest;
      last = committed;
      if (load.messagesPerSecond() == 0 && database.usageLag(begun, newest) < USAGE_LAG_SECONDS) {
        generator.allow(committed + load.backlog());
      }
    }
  }

  /** Waits until so many messages have been committed since telemetry's start, and for usage. */
  void settle(long messages) {
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(SETTLE_SECONDS);
    OpsPort.Figures now = look();
    while (now.messages() < messages || database.waiting() > 0) {
      if (System.nanoTime() > deadline) {
        throw new MachineException(
            "after %d s, %d of %d messages are stored and usage has %d before it; %s"
                .formatted(
                    SETTLE_SECONDS,
                    now.messages(),
                    messages,
                    database.waiting(),
                    stack.ops().health()));
      }
      Pause.millis(LOOK_MILLIS);
      now = look();
    }
  }

  StoredReadings database() {
    return database;
  }

  @Override
  public void close() {
    database.close();
  }

  OpsPort.Figures look() {
    OpsPort.Figures figures = stack.ops().figures();
    heapPeak = Math.max(heapPeak, figures.heapBytes());
    return figures;
  }

  /** The most heap that telemetry was seen to use, in bytes, garbage included. */
  double heapPeak() {
    return heapPeak;
  }

  static double seconds(Instant from, Instant to) {
    return Duration.between(from, to).toNanos() / 1e9;
  }
}
