package io.fallow.gateway;

import io.fallow.gateway.queue.DiskQueue;
import io.fallow.gateway.uplink.Uplink;
import java.io.PrintWriter;
import java.time.Duration;

/** Waits until all that is queued is confirmed, as long as something is. */
final class Delivery {

  private static final Duration LOOK = Duration.ofMillis(200);

  private final DiskQueue queue;
  private final Uplink uplink;
  private final Progress progress;

  Delivery(DiskQueue queue, Uplink uplink, PrintWriter err) {
    this.queue = queue;
    this.uplink = uplink;
    this.progress = new Progress(err);
  }

  /**
   * Waits.
   *
   * @param patience how long nothing may be confirmed
   * @return whether all is delivered
   */
  boolean await(Duration patience) throws InterruptedException {
    long messages = queue.cursor().waiting();
    long left = messages;
    long since = System.nanoTime();
    while (!queue.awaitAcknowledged(LOOK)) {
      long now = queue.cursor().waiting();
      if (now != left) {
        left = now;
        since = System.nanoTime();
      }
      if (System.nanoTime() - since > patience.toNanos()) {
        progress.end(
            "%d messages wait in the queue: %s"
                .formatted(left, uplink.trouble().orElse("nobody has confirmed them")));
        return false;
      }
      progress.show("delivered %d of %d messages".formatted(messages - left, messages));
    }
    progress.end("delivered: all messages are confirmed");
    return true;
  }
}
