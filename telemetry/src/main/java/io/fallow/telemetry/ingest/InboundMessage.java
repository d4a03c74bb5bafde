package io.fallow.telemetry.ingest;

import io.fallow.gateway.wire.BatchDecoder;
import io.fallow.gateway.wire.GatewayAddress;
import io.fallow.gateway.wire.Topics;
import java.util.Optional;

/**
 * A message as it came from the broker.
 *
 * @param origin the connection that brought it, and the only one that may acknowledge it
 * @param id packet identifier within the connection
 * @param qos 0 or 1; with 0 there is nothing to acknowledge
 * @param receivedNanos {@link System#nanoTime()} of its arrival
 * @param handedIn what a message holds that came through {@link ReadingIntake}
 */
@SuppressWarnings("ArrayRecordComponent") // compared by nobody; a copy of each payload is waste
record InboundMessage(
    Origin origin,
    int id,
    int qos,
    String topic,
    byte[] payload,
    long receivedNanos,
    Optional<Content> handedIn) {

  InboundMessage(Origin origin, int id, int qos, String topic, byte[] payload, long receivedNanos) {
    this(origin, id, qos, topic, payload, receivedNanos, Optional.empty());
  }

  /** Whose readings a message holds, and how they are read. */
  record Content(GatewayAddress gateway, BatchDecoder decoder) {}

  /** What the message holds; empty where nobody can tell. */
  Optional<Content> content() {
    return handedIn.or(
        () ->
            Topics.readingsOf(topic)
                .map(known -> new Content(known.gateway(), known.format().decoder())));
  }

  /** Of messages that no connection brought. */
  static final Origin NO_CONNECTION =
      new Origin() {
        @Override
        public boolean isOpen() {
          return true;
        }

        @Override
        public void acknowledge(InboundMessage message) {
          // Nobody waits for it.
        }

        @Override
        public void giveUp() {
          // Nothing would send it again.
        }
      };

  /** Where a message came from. */
  interface Origin {

    /** Whether the connection still stands. Once false, false for good. */
    boolean isOpen();

    /**
     * Told now and then while a message from here waits for room, and nothing is read behind it.
     */
    default void held() {}

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
