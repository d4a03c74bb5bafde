package io.fallow.sim.trial;

/**
 * How much is published.
 *
 * @param gateways that publish at once
 * @param readings in a message
 * @param readingsPerSecond of all gateways
 */
record TrialLoad(int gateways, int readings, double readingsPerSecond) {

  /** 5,000 readings a second from four gateways, 25 in a message. */
  static final TrialLoad USUAL = new TrialLoad(4, 25, 5_000);
}
