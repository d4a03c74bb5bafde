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
   * sent. The counter is looked at ten times a second, so this is a tenth of the most that can be
   * measured each second: far more than there is to be, and too few for the broker to grow.
   */
  long backlog() {
    return (long) (20_000 / Math.sqrt(readings));
  }

  String title() {
    return "%s, %d a message".formatted(format, readings);
  }
}
