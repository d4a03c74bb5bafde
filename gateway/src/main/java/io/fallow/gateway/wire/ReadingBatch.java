package io.fallow.gateway.wire;

import java.util.List;
import java.util.Optional;

/**
 * One message of a gateway.
 *
 * @param key absent where the publisher numbers nothing (a hand-made message); such a message is
 *     known again by its topic and payload
 * @param readings in the order in which the gateway took them
 */
public record ReadingBatch(Optional<MessageKey> key, List<Reading> readings) {

  /** Takes a copy of the readings. */
  public ReadingBatch {
    readings = List.copyOf(readings);
  }
}
