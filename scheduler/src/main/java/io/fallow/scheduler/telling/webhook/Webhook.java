package io.fallow.scheduler.telling.webhook;

import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/**
 * Where an organisation wants to be told of its events. It is told of what happens from its
 * creation on, of nothing that happens while it is disabled, and is disabled by itself when a
 * message was given up after days in which nothing got through.
 *
 * @param kinds of events; empty for all
 * @param oldSecretUntil how long the secret before the last still signs too, if there was one
 * @param failingSince when the first of the attempts failed since which none succeeded
 */
public record Webhook(
    UUID id,
    String url,
    Set<String> kinds,
    String description,
    Instant createdAt,
    String createdBy,
    Optional<Instant> oldSecretUntil,
    Optional<Instant> failingSince,
    Optional<Disabled> disabled) {

  /**
   * That it is told nothing.
   *
   * @param reason in plain words
   */
  public record Disabled(Instant at, String reason) {}

  /** A webhook and its new secret, which is told this once. */
  public record WithSecret(Webhook webhook, Secret secret) {}

  /** What is changed of one; what is empty stays. */
  public record Change(
      Optional<Destination> destination,
      Optional<Set<String>> kinds,
      Optional<String> description,
      Optional<Boolean> enabled) {}
}
