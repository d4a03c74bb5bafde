package io.fallow.telemetry.ingest;

/**
 * A message as it came from the broker.
 *
 * @param origin the connection that brought it, and the only one that may acknowledge it
 * @param id packet identifier within the connection
 * @param qos 0 or 1; with 0 there is nothing to acknowledge
 * @param receivedNanos {@link System#nanoTime()} of its arrival
 */
@SuppressWarnings("ArrayRecordComponent") // compared by nobody; a copy of each payload is waste
record InboundMessage(
    Origin origin, int id, int qos, String topic, byte[] payload, long receivedNanos) {

  /** Where a message came from. */
  interface Origin {

    /** Whether the connection still stands. Once false, false for good. */
    boolean isOpen();

    /** Tells the broker that a message is safe. Does nothing once the connection is gone. */
    void acknowledge(InboundMessage message);

    /** Gives the connection up, so that the broker sends again what was not acknowledged. */
    void giveUp();
  }

  /** What the message takes in memory, in bytes, roughly. */
  long weight() {
    return payload.length + 200L;
  }

  void acknowledge() {
    if (qos > 0) {
      origin.acknowledge(this);
    }
  }
}
