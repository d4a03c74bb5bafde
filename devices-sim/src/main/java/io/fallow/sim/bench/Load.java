package io.fallow.sim.bench;

import io.fallow.gateway.wire.PayloadFormat;

/**
 * One measurement.
 *
 * @param readings of each message
 * @param messagesPerSecond 0 for as many as get through
 */
record Load(
    BenchWorld world, PayloadFormat format, int readings, double messagesPerSecond, int seconds) {

  /**
   * Messages that may be on their way between publisher and commit when as many as possible are
   * sent: enough that nobody waits for a look at the counter, too few for the broker to grow.
   */
  long backlog() {
    return Math.max(800, 4_000 / (long) Math.sqrt(readings));
  }

  String title() {
    return "%s, %d a message".formatted(format, readings);
  }
}
