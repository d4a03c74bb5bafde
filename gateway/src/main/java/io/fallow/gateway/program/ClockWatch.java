package io.fallow.gateway.program;

import io.fallow.gateway.wire.GatewayHealth.ClockJumps;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks each second whether this machine's clock moved by another time than passed by the steady
 * one: somebody set it, the time service found it wrong, or the machine slept. What the gateway
 * stamps goes by the clock from then on; the platform refuses what is ahead of its own time, and
 * keeps it to be let in later.
 */
final class ClockWatch implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(ClockWatch.class);
  private static final Duration EVERY = Duration.ofSeconds(1);
  private static final Duration LEAST = Duration.ofSeconds(2);
  private static final Duration AT_ONCE = Duration.ofMillis(500);

  private final Clock wall;
  private final LongSupplier nanos;
  private final Runnable onJump;
  private final CountDownLatch closing = new CountDownLatch(1);
  private final Thread thread = new Thread(this::run, "clock");
  private volatile Optional<ClockJumps> jumps = Optional.empty();
  private Duration difference;

  /**
   * Looks for the first time; the thread is not started yet.
   *
   * @param nanos the steady clock
   * @param onJump is run at once when it jumps
   */
  ClockWatch(Clock wall, LongSupplier nanos, Runnable onJump) {
    this.wall = wall;
    this.nanos = nanos;
    this.onJump = onJump;
    this.difference = difference();
    thread.setDaemon(true);
  }

  void start() {
    thread.start();
  }

  private void run() {
    try {
      while (!closing.await(EVERY.toMillis(), TimeUnit.MILLISECONDS)) {
        look();
      }
    } catch (InterruptedException leaving) {
      LOG.debug("The clock watch leaves");
    }
  }

  /** Looks whether it jumped since the last look. */
  void look() {
    Duration now = difference();
    Duration by = now.minus(difference);
    difference = now; // a clock that is steered moves less than this from one look to the next
    if (by.abs().compareTo(LEAST) >= 0) {
      jumped(by);
    }
  }

  private void jumped(Duration by) {
    Instant now = wall.instant();
    long count = jumps.map(ClockJumps::count).orElse(0L) + 1;
    jumps = Optional.of(new ClockJumps(count, now, by.toMillis()));
    LOG.warn(
        "this machine's clock jumped {} by {} s, or it slept: it is {} now, and readings are"
            + " stamped so. Those ahead of the platform's time are refused there, and can be let in"
            + " later. Is the time service on?",
        by.isNegative() ? "back" : "forwards",
        by.abs().toMillis() / 1e3,
        now);
    onJump.run();
  }

  /** Wall clock less steady clock; both asked at once, however busy the machine is. */
  private Duration difference() {
    while (true) {
      long before = nanos.getAsLong();
      Instant now = wall.instant();
      if (nanos.getAsLong() - before < AT_ONCE.toNanos()) {
        return Duration.between(Instant.EPOCH, now).minusNanos(before);
      }
    }
  }

  /** Those so far; empty if there was none. Safe for many threads. */
  Optional<ClockJumps> jumps() {
    return jumps;
  }

  @Override
  public void close() {
    closing.countDown();
  }
}
