package io.fallow.gateway.source.mtconnect;

import io.fallow.gateway.source.Snapshot;
import io.fallow.gateway.source.SourceException;
import io.fallow.gateway.source.Target;
import io.fallow.gateway.wire.Reading;
import java.util.Optional;

/** A data item whose number is of use, and what it said last. Not safe for several threads. */
final class Gauge {

  private final String item;
  private final Target target;
  private Optional<Reading> said = Optional.empty();

  /**
   * Of which nothing is known yet.
   *
   * @param item its id or name
   */
  Gauge(String item, Target target) {
    this.item = item;
    this.target = target;
  }

  boolean isOf(Observation observation) {
    return observation.isItem(item);
  }

  /**
   * Takes note.
   *
   * @throws SourceException if it is none that the asset could have; nothing is known then
   */
  void notes(Observation observation) throws SourceException {
    said = Optional.empty();
    if (!observation.isUnavailable()) {
      Snapshot snapshot = new Snapshot(observation.time());
      target.text(observation.value(), snapshot);
      said = Optional.of(snapshot.readings().get(0));
    }
  }

  void forget() {
    said = Optional.empty();
  }

  /** The reading that says its value; empty if it isn't known. */
  Optional<Reading> said() {
    return said;
  }
}
