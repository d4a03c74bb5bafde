package io.fallow.telemetry.ingest;

import io.fallow.gateway.wire.BatchDecoder;
import io.fallow.gateway.wire.GatewayAddress;

/**
 * Takes messages that came to the platform another way than ingest's own subscription. They are
 * checked, deduplicated by topic and payload, stored or rejected like all others; but nobody
 * acknowledges them, so what waits here when the process dies is lost.
 */
public interface ReadingIntake {

  /**
   * Hands a message in; waits while there is no room, and does nothing once ingest is closed. Safe
   * for any number of threads.
   *
   * @param topic where the message came from, kept with what is rejected
   * @param payload not copied
   * @param gateway whose readings they are; one that is not registered is a reason to reject
   * @param content what is in the payload; called later, on a thread of ingest's, maybe more than
   *     once
   */
  void offer(String topic, byte[] payload, GatewayAddress gateway, BatchDecoder content)
      throws InterruptedException;

  /**
   * Hands in a message of which nobody can tell whose it is: it is kept among the rejected ones.
   * Waits like {@link #offer}.
   */
  void refuse(String topic, byte[] payload) throws InterruptedException;
}
