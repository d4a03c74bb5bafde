package io.fallow.scheduler.membership;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * By what a program acts for an organisation. Its secret is shown when it is made, and never again.
 *
 * @param name for people
 * @param scopes such as {@code reservations:write}
 * @param lastUsedAt exact to {@link ApiKeys#USE_IS_NOTED_EVERY}
 */
public record ApiKey(
    UUID id,
    int organisationId,
    String organisation,
    String name,
    List<String> scopes,
    Instant createdAt,
    String createdBy,
    Instant expiresAt,
    Optional<Instant> lastUsedAt,
    Optional<Instant> revokedAt) {

  /** Takes a copy. */
  public ApiKey {
    scopes = List.copyOf(scopes);
  }

  /** Whether it opens anything at an instant. */
  public boolean isGood(Instant at) {
    return revokedAt.isEmpty() && at.isBefore(expiresAt);
  }

  /** What it is called where a person would be. */
  public String actor() {
    return ACTOR + id;
  }

  /** How the names of keys begin, and no person's does. */
  public static final String ACTOR = "key:";
}
