package io.fallow.scheduler.telling.webhook;

import java.time.Instant;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * How far a message for a webhook has come.
 *
 * @param id rising in the order of the events
 * @param kind of the event
 * @param attempts how often it was sent
 * @param nextAttempt when it is sent next, if it waits
 * @param responseStatus of the last attempt, if there was an answer
 * @param responseText the beginning of that answer, or why there was none
 */
public record Delivery(
    long id,
    Message message,
    String kind,
    Status status,
    Instant createdAt,
    int attempts,
    Optional<Instant> lastAttempt,
    Optional<Instant> nextAttempt,
    OptionalInt responseStatus,
    Optional<String> responseText) {

  /** Where it stands; its name is what is stored. */
  public enum Status {
    /** It is to be sent, for the first time or again. */
    PENDING,
    /** The receiver has it. */
    DELIVERED,
    /** It was given up. */
    FAILED
  }
}
