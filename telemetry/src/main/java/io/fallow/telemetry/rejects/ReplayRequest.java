package io.fallow.telemetry.rejects;

import java.time.Instant;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * That somebody wants rejects of a gateway replayed.
 *
 * @param reject this one alone
 * @param reason otherwise all of this reason that had come by then
 * @param stored of how many the readings are stored now
 * @param refused how many were refused again
 * @param endedAt when all had been tried
 */
public record ReplayRequest(
    long id,
    OptionalLong reject,
    Optional<String> reason,
    Instant askedAt,
    String askedBy,
    int stored,
    int refused,
    Optional<Instant> endedAt) {

  /** How far it has come. */
  public enum State {
    WAITING,
    RUNNING,
    ENDED
  }

  /** How far it has come. */
  public State state() {
    if (endedAt.isPresent()) {
      return State.ENDED;
    }
    return stored + refused > 0 ? State.RUNNING : State.WAITING;
  }
}
