package io.fallow.sim.trial;

import io.fallow.gateway.uplink.UplinkConfig.Until;
import java.io.IOException;
import java.io.PrintStream;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * Kills the database under load and leaves it away for a while: telemetry's memory stays flat, and
 * everything arrives afterwards.
 */
final class OutageTrial {

  private static final Duration PATIENCE = Duration.ofMinutes(5);
  private static final Duration WARM = Duration.ofSeconds(15);

  /** What telemetry may use more than before: its queue's 32 MB, and the JVM's own ways. */
  private static final long MORE_MB = 96;

  private final Duration away;
  private final PrintStream out;

  OutageTrial(Duration away, PrintStream out) {
    this.away = away;
    this.out = out;
  }

  /**
   * What came of it.
   *
   * @param beforeMb most memory that telemetry had in use before the outage
   * @param duringMb most memory during it and while it caught up
   */
  record Outcome(Verdict verdict, long beforeMb, long duringMb) {
    boolean passed() {
      return verdict.sound() && duringMb <= beforeMb + MORE_MB;
    }
  }

  Outcome run() throws IOException, InterruptedException {
    try (TrialStack stack = new TrialStack(TrialLoad.USUAL, Until.PLATFORM, List.of("a"))) {
      stack.begin();
      out.println("   time  database  published   stored  telemetry RSS    heap");
      long start = System.nanoTime();
      long before = watch(stack, start, WARM, "up");
      stack.timescale().kill();
      long during = watch(stack, start, away, "away");
      stack.timescale().resume();
      long back = System.nanoTime();
      long acknowledged = stack.acknowledged();
      while (stack.confirmed() < acknowledged && System.nanoTime() - back < PATIENCE.toNanos()) {
        during = Math.max(during, watch(stack, start, Duration.ofSeconds(5), "back"));
      }
      out.printf(
          "caught up %.1f s after the database was back%n", (System.nanoTime() - back) / 1e9);
      return new Outcome(stack.end(PATIENCE), before, during);
    }
  }

  private long watch(TrialStack stack, long start, Duration time, String what)
      throws InterruptedException {
    long end = System.nanoTime() + time.toNanos();
    long most = 0;
    do {
      TimeUnit.SECONDS.sleep(Math.min(5, Math.max(1, (end - System.nanoTime()) / 1_000_000_000)));
      long resident = stack.telemetry("a").residentMb();
      double heap = stack.telemetry("a").metric("jvm_memory_used_bytes").orElse(0) / (1 << 20);
      most = Math.max(most, resident);
      out.printf(
          "%5.0f s  %-8s %,10d %,8d  %,10d MB  %,4.0f MB%n",
          (System.nanoTime() - start) / 1e9,
          what,
          stack.acknowledged(),
          stack.confirmed(),
          resident,
          heap);
    } while (System.nanoTime() < end);
    return most;
  }
}
