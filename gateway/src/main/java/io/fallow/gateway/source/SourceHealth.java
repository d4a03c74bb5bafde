package io.fallow.gateway.source;

import java.time.Instant;
import java.util.Optional;

/**
 * How a source is.
 *
 * @param since when it came into this standing
 * @param trouble why nothing can be read, in words for the operator; empty unless in trouble
 * @param readings how many it has handed in since the program started
 * @param refused how many times it read what is no reading: garbage, not a number, unmapped
 * @param lastRefusal why the last of those was refused
 * @param lastReadingAt by the gateway's clock; empty if there was none yet
 */
public record SourceHealth(
    Standing standing,
    Instant since,
    Optional<String> trouble,
    long readings,
    long refused,
    Optional<String> lastRefusal,
    Optional<Instant> lastReadingAt) {

  /** In what way. */
  public enum Standing {
    /** It has not reached its machine yet, nor failed. */
    STARTING,
    /** It reads. */
    OK,
    /** It cannot read, and tries again. */
    TROUBLE,
    /** It has read all there is: a file that ended. */
    ENDED
  }
}
