package io.fallow.scheduler.agreement;

import io.fallow.scheduler.policy.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * One version of an agreement: what was proposed, and what became of it. The newest accepted one
 * counts; all are kept.
 *
 * @param number from 1 on
 * @param decided who accepted, declined or withdrew it; empty while it waits
 * @param reason what was said with that
 */
public record Version(
    int number,
    About about,
    Optional<Instant> from,
    Optional<Instant> until,
    Duration endNotice,
    Statement terms,
    Status status,
    Word proposed,
    Optional<Word> decided,
    Optional<String> reason) {

  /** Whether it waits for the other side. */
  public boolean isOpen() {
    return status == Status.PROPOSED;
  }
}
