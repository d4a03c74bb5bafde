package io.fallow.sim.trial;

import io.fallow.gateway.queue.DiskQueue;
import io.fallow.gateway.queue.QueueLimits;
import io.fallow.gateway.uplink.Uplink;
import io.fallow.gateway.uplink.UplinkConfig;
import io.fallow.gateway.uplink.UplinkConfig.Until;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/**
 * A gateway whose line was down for hours: what it took meanwhile is in its store, and drains to
 * the database while its machines go on. The hours pass as fast as the disk takes them: second for
 * second, an append each.
 */
final class BacklogTrial {

  static final double DRAIN_LIMIT = 20_000;
  static final Duration AGE_LIMIT = Duration.ofSeconds(2);
  private static final Duration PATIENCE = Duration.ofMinutes(20);
  private static final int A_SECOND = 50;
  private static final TrialLoad LOAD = new TrialLoad(1, A_SECOND, A_SECOND);

  private final Duration outage;
  private final PrintStream out;

  BacklogTrial(Duration outage, PrintStream out) {
    this.outage = outage;
    this.out = out;
  }

  /**
   * What came of it.
   *
   * @param readings in all, those of the outage and those taken meanwhile
   * @param drain readings of the outage a second, until the platform had confirmed all
   * @param arrived the oldest live reading when it came, while the backlog drained
   * @param stored the oldest that the newest stored reading was at any moment meanwhile
   */
  record Outcome(
      long readings,
      long lost,
      long doubled,
      long outOfOrder,
      double drain,
      Duration arrived,
      Duration stored) {

    boolean sound() {
      return readings > 0 && lost == 0 && doubled == 0 && outOfOrder == 0;
    }

    boolean passed() {
      return sound() && drain >= DRAIN_LIMIT && arrived.compareTo(AGE_LIMIT) <= 0;
    }

    @Override
    public String toString() {
      return """
          readings                               %,12d
            lost                                 %,12d
            doubled                              %,12d
            out of order in their asset          %,12d
          drained, readings/s                    %,12.0f, limit %,.0f
          oldest live reading when it came       %,9d ms, limit %,d
            newest one stored, at the oldest     %,9d ms
          """
          .formatted(
              readings,
              lost,
              doubled,
              outOfOrder,
              drain,
              DRAIN_LIMIT,
              arrived.toMillis(),
              AGE_LIMIT.toMillis(),
              stored.toMillis());
    }
  }

  Outcome run() throws IOException, InterruptedException {
    try (TrialStack stack = new TrialStack(LOAD, Until.PLATFORM, List.of("a"))) {
      stack.awaitReady();
      Path folder = stack.folder().resolve("backlog");
      long backlog = fill(folder);
      long begin = System.nanoTime();
      try (DiskQueue queue = open(folder)) {
        out.printf("opened again in %.2f s%n", (System.nanoTime() - begin) / 1e9);
        return drain(stack, queue, backlog);
      }
    }
  }

  private static DiskQueue open(Path folder) {
    return DiskQueue.open(folder, QueueLimits.DEFAULT, Clock.systemUTC());
  }

  /** Second for second of the outage, an append each. */
  private long fill(Path folder) throws IOException {
    long seconds = outage.toSeconds();
    Instant start = Instant.now().minusSeconds(seconds).truncatedTo(ChronoUnit.SECONDS);
    long begin = System.nanoTime();
    long next = 0;
    try (DiskQueue queue = open(folder)) {
      for (long second = 0; second < seconds; second++) {
        queue.append(
            Counted.readings(
                TrialStack.assets(1),
                next,
                A_SECOND,
                start.plusSeconds(second),
                1_000_000 / A_SECOND));
        next += A_SECOND;
      }
      double took = (System.nanoTime() - begin) / 1e9;
      out.printf(
          "%,d readings of %s in the store, in %,d messages: %,d bytes, %.1f a reading%n",
          next,
          outage,
          queue.cursor().lastAppended(),
          Files.size(folder.resolve("queue.db")),
          Files.size(folder.resolve("queue.db")) / (double) next);
      out.printf("%,d appends, %,.0f a second, each on the disk%n", seconds, seconds / took);
    }
    return next;
  }

  private Outcome drain(TrialStack stack, DiskQueue queue, long backlog)
      throws InterruptedException {
    UplinkConfig config = stack.uplink(1);
    CountedStored stored = new CountedStored(stack.database(), config.address());
    long last = queue.cursor().lastAppended();
    AtomicLong next = new AtomicLong(backlog);
    Thread feeding = new Thread(() -> feed(queue, next), "live");
    try (Uplink uplink = new Uplink(config, queue)) {
      long begin = System.nanoTime();
      uplink.start();
      TrialStack.await(PATIENCE, () -> uplink.inFlight() > 0 || uplink.takenThrough() > 0);
      feeding.start(); // all that is taken from now on is live
      Duration oldest = watch(queue, stored, backlog, last, begin);
      double took = (System.nanoTime() - begin) / 1e9;
      Instant drained = Instant.now();
      feeding.interrupt();
      feeding.join();
      TrialStack.await(PATIENCE, () -> queue.cursor().waiting() == 0);
      out.printf("drained in %.1f s%n", took);
      CountedStored.Counts counts = stored.counts(next.get());
      return new Outcome(
          next.get(),
          next.get() - counts.numbers(),
          counts.rows() - counts.numbers() + counts.above(),
          stored.outOfOrder(last),
          backlog / took,
          stored.oldestAtArrival(backlog, drained),
          oldest);
    }
  }

  /** Until the backlog is confirmed; how old the newest stored reading was at most. */
  private Duration watch(DiskQueue queue, CountedStored stored, long backlog, long last, long begin)
      throws InterruptedException {
    Duration oldest = Duration.ZERO;
    boolean seen = false;
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    for (long n = 0;
        queue.cursor().acknowledgedThrough() < last && System.nanoTime() < deadline;
        n++) {
      TimeUnit.MILLISECONDS.sleep(250);
      Duration age = stored.ageOfNewest(backlog);
      seen |= age.compareTo(Duration.ofMinutes(1)) < 0;
      if (seen && age.compareTo(oldest) > 0) {
        oldest = age;
      }
      if (n % 40 == 0) {
        out.printf(
            "%5.0f s  confirmed %,9d of %,d messages, newest stored reading %,d ms old%n",
            (System.nanoTime() - begin) / 1e9,
            queue.cursor().acknowledgedThrough(),
            last,
            seen ? age.toMillis() : -1);
      }
    }
    return oldest;
  }

  /** What the machines say meanwhile: ten readings five times a second. */
  private static void feed(DiskQueue queue, AtomicLong next) {
    try {
      while (!Thread.currentThread().isInterrupted()) {
        int count = A_SECOND / 5;
        Instant from = Instant.now().minusMillis(1).truncatedTo(ChronoUnit.MICROS);
        queue.append(Counted.readings(TrialStack.assets(1), next.get(), count, from, 100));
        next.addAndGet(count);
        TimeUnit.MILLISECONDS.sleep(200);
      }
    } catch (InterruptedException enough) {
      Thread.currentThread().interrupt();
    }
  }
}
