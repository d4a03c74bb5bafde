package io.fallow.gateway.source.mtconnect;

import java.util.Optional;

/**
 * Where to ask an agent on.
 *
 * @param instance of which the number is
 */
record Place(String instance, long next) {

  /** What {@link #toString} wrote; empty for anything else. */
  static Optional<Place> parse(String text) {
    int colon = text.lastIndexOf(':');
    try {
      return Optional.of(
          new Place(text.substring(0, colon), Long.parseLong(text.substring(colon + 1))));
    } catch (RuntimeException e) {
      return Optional.empty();
    }
  }

  /** Whether the agent still has what was so before it, and all from it on. */
  boolean isIn(Streams streams) {
    return instance.equals(streams.instance()) && next > streams.first() && next <= streams.next();
  }

  @Override
  public String toString() {
    return instance + ":" + next;
  }
}
