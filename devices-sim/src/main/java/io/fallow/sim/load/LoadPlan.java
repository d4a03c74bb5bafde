package io.fallow.sim.load;

import io.fallow.gateway.wire.PayloadFormat;

/**
 * What to publish.
 *
 * @param readings of each message; all of one instant, as far as the gateway has so many assets
 * @param messagesPerSecond of all gateways together; 0 for as many as the windows allow
 * @param window messages that each gateway may have unacknowledged
 * @param epoch of the messages' keys; their sequences begin with 1 in each gateway
 */
public record LoadPlan(
    PayloadFormat format, int readings, double messagesPerSecond, int window, long epoch) {

  /** Checks the ranges. */
  public LoadPlan {
    if (readings < 1 || messagesPerSecond < 0 || window < 1 || window > 60_000 || epoch < 1) {
      throw new IllegalArgumentException("a plan has readings, a window and an epoch");
    }
  }
}
