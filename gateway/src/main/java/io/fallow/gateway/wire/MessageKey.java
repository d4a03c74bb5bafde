package io.fallow.gateway.wire;

/**
 * What makes a message of a gateway known again when it comes a second time.
 *
 * @param epoch milliseconds since 1970 at which the gateway's queue was created: a queue that lost
 *     its numbering starts a new epoch
 * @param sequence number within the epoch, from 1, without holes
 */
public record MessageKey(long epoch, long sequence) {

  /** Checks the ranges. */
  public MessageKey {
    if (epoch <= 0 || sequence <= 0) {
      throw new IllegalArgumentException("epoch and sequence are positive");
    }
  }
}
