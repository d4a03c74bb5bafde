package io.fallow.gateway.wire;

import java.util.List;
import java.util.Optional;

/**
 * What a payload holds.
 *
 * @param readings the good ones, in the order in which they were sent
 * @param bad the others
 */
public record DecodedBatch(BatchHeader header, List<Reading> readings, List<BadReading> bad) {

  /** Takes copies of the lists. */
  public DecodedBatch {
    readings = List.copyOf(readings);
    bad = List.copyOf(bad);
  }

  /** Absent where the publisher numbers nothing. */
  public Optional<MessageKey> key() {
    return header.key();
  }
}
