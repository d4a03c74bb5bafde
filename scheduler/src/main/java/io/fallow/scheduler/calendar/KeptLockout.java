package io.fallow.scheduler.calendar;

import java.time.Instant;
import java.util.Optional;

/**
 * A lock-out as it is kept.
 *
 * @param time as it was asked for; it holds no longer than until {@code endedAt}
 * @param endedAt when somebody ended it before its time
 */
public record KeptLockout(
    int id,
    LockoutKind kind,
    LockoutTime time,
    String reason,
    String createdBy,
    Instant createdAt,
    Optional<Instant> endedAt) {

  /** From when on it holds no more; empty while nobody knows. */
  public Optional<Instant> end() {
    return endedAt.isPresent() ? endedAt : time.end();
  }
}
