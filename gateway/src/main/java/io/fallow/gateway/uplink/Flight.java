package io.fallow.gateway.uplink;

import java.time.Duration;
import java.util.function.BooleanSupplier;

/**
 * The messages of one connection that are sent and not yet acknowledged, and whether the connection
 * is still worth waiting for. Counted by the sending thread, the client's callbacks count down.
 */
final class Flight {

  private final int window;
  private final long patienceNanos;
  private int count;
  private int acknowledged;
  private long lastProgress = System.nanoTime();
  private UplinkException lost;

  Flight(int window, Duration patience) {
    this.window = window;
    this.patienceNanos = patience.toNanos();
  }

  /** How many messages may be on their way at once. */
  int window() {
    return window;
  }

  synchronized int count() {
    return count;
  }

  /** Whether the broker has taken over anything on this connection. */
  synchronized boolean hasDelivered() {
    return acknowledged > 0;
  }

  synchronized void launched() {
    if (count++ == 0) {
      lastProgress = System.nanoTime();
    }
  }

  synchronized void landed() {
    acknowledged++;
    landedAside();
  }

  /** Something landed that is no reading. */
  synchronized void landedAside() {
    count--;
    lastProgress = System.nanoTime();
    notifyAll();
  }

  /** The connection is of no use any more. The first reason counts. */
  synchronized void lose(UplinkException reason) {
    if (lost == null) {
      lost = reason;
    }
    notifyAll();
  }

  /**
   * Waits until a message may be sent, at most for a while.
   *
   * @return how many may be sent, 0 if none
   * @throws UplinkException if the connection is lost, or the broker has been silent for too long
   */
  synchronized int room(Duration wait) throws UplinkException, InterruptedException {
    await(wait, () -> count < window);
    check();
    return Math.max(0, window - count);
  }

  /** Waits until all are acknowledged or the connection is lost, at most for a while. */
  synchronized void awaitLanding(Duration wait) throws InterruptedException {
    await(wait, () -> count == 0);
  }

  private synchronized void await(Duration wait, BooleanSupplier condition)
      throws InterruptedException {
    long deadline = System.nanoTime() + wait.toNanos();
    for (long left = wait.toNanos(); left > 0 && lost == null && !condition.getAsBoolean(); ) {
      wait(Math.max(1, left / 1_000_000));
      left = deadline - System.nanoTime();
    }
  }

  private void check() throws UplinkException {
    if (lost != null) {
      throw lost;
    }
    if (count > 0 && System.nanoTime() - lastProgress > patienceNanos) {
      throw new UplinkException("the broker has not acknowledged any of " + count + " messages");
    }
  }
}
