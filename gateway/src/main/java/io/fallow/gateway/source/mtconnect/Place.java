package io.fallow.gateway.source.mtconnect;

import java.util.Optional;

/**
 * Where to ask an agent on.
 *
 * @param instance of which the number is
 */
record Place(String instance, long next) {

  private static final int SHARE_FORGOTTEN_MEANWHILE = 16;

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

  /**
   * This place, if the agent still has what was so before it and all from it on. Otherwise the
   * oldest that it can tell: of a full buffer not the very first, which may be gone before it is
   * asked for.
   */
  Place onward(Streams now) {
    if (isIn(now)) {
      return this;
    }
    long margin = now.first() <= 1 ? 0 : (now.next() - now.first()) / SHARE_FORGOTTEN_MEANWHILE;
    return new Place(now.instance(), now.first() + margin + 1);
  }

  private boolean isIn(Streams now) {
    return isOf(now) && next > now.first();
  }

  /** Whether the agent has counted on since: it has not begun anew. */
  boolean isOf(Streams now) {
    return instance.equals(now.instance()) && next <= now.next();
  }

  @Override
  public String toString() {
    return instance + ":" + next;
  }
}
