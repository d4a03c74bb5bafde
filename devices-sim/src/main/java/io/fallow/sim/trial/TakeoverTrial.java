package io.fallow.sim.trial;

import io.fallow.gateway.uplink.UplinkConfig.Until;
import java.io.IOException;
import java.io.PrintStream;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * Two instances share the load of one broker; one is killed, and everything that was acknowledged
 * by then must be stored within ten seconds by the other.
 */
final class TakeoverTrial {

  static final Duration LIMIT = Duration.ofSeconds(10);
  private static final Duration PATIENCE = Duration.ofMinutes(1);
  private static final double SHARED = 0.25;

  private final PrintStream out;

  TakeoverTrial(PrintStream out) {
    this.out = out;
  }

  /**
   * What came of it.
   *
   * @param share of the messages that the instance with the fewer stored, while both lived
   * @param takeover from the kill until all was stored that was acknowledged before the other
   *     instance served the session
   */
  record Outcome(Verdict verdict, double share, Duration takeover) {
    boolean passed() {
      return verdict.sound() && share >= SHARED && takeover.compareTo(LIMIT) <= 0;
    }
  }

  Outcome run() throws IOException, InterruptedException {
    try (TrialStack stack = new TrialStack(TrialLoad.USUAL, Until.PLATFORM, List.of("a", "b"))) {
      stack.begin();
      TimeUnit.SECONDS.sleep(12);
      double a = messages(stack, "a");
      double b = messages(stack, "b");
      double share = Math.min(a, b) / (a + b);
      out.printf("messages stored while both live: a %,.0f, b %,.0f%n", a, b);
      stack.telemetry("a").kill();
      long killed = System.nanoTime();
      out.println("a is killed");
      awaitSessions(stack.telemetry("b"), 2);
      long acknowledged = stack.acknowledged();
      out.printf(
          "b serves its session %.1f s later: %,d messages acknowledged, %,d not stored yet%n",
          (System.nanoTime() - killed) / 1e9, acknowledged, acknowledged - stack.confirmed());
      TrialStack.await(PATIENCE, () -> stack.confirmed() >= acknowledged);
      Duration takeover = Duration.ofNanos(System.nanoTime() - killed);
      out.printf("b has stored all of them after %.1f s%n", takeover.toMillis() / 1e3);
      TimeUnit.SECONDS.sleep(5);
      return new Outcome(stack.end(PATIENCE), share, takeover);
    }
  }

  private static void awaitSessions(TelemetryProcess instance, int sessions)
      throws InterruptedException {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    while (instance.metric("fallow_ingest_sessions").orElse(0) < sessions
        && System.nanoTime() < deadline) {
      TimeUnit.MILLISECONDS.sleep(50);
    }
  }

  private static double messages(TrialStack stack, String instance) throws InterruptedException {
    return stack.telemetry(instance).metric("fallow_ingest_messages_total").orElse(0);
  }
}
