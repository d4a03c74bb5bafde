package io.fallow.scheduler;

import java.time.Duration;
import java.time.Instant;

/**
 * Something to be done again and again, by any number of processes at once: a look at what is due,
 * which does no harm when it comes late or twice.
 *
 * @param name for logs and metrics
 * @param every the pause between the end of one run and the start of the next
 * @param work what to do at an instant; it blocks
 */
public record Job(String name, Duration every, Work work) {

  /** What a job does. */
  @FunctionalInterface
  public interface Work {

    /** Does what is due at an instant. */
    void at(Instant now);
  }
}
