package io.fallow.gateway.queue;

import java.time.Instant;
import java.util.Optional;

/**
 * Messages next to each other that a queue gave up before the platform had them.
 *
 * @param epoch of their keys
 * @param first sequence
 * @param last sequence, included
 * @param readings in them, as far as that is known: of messages that nobody can read any more it is
 *     not
 * @param from time of a reading in the oldest of them, absent when that is not known
 * @param to time of the newest reading, absent when that is not known
 */
public record Dropped(
    long epoch,
    long first,
    long last,
    long readings,
    Optional<Instant> from,
    Optional<Instant> to,
    Why why) {

  /** Why messages were given up. */
  public enum Why {
    /** The queue was as large as it may be. */
    FULL,
    /** They had waited for as long as they may. */
    AGE,
    /** The disk gave back something else than what was written. */
    DAMAGED
  }
}
