package io.fallow.scheduler.membership;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * The keys that were shown last, kept so that a request costs no query for one. A key that is
 * revoked here opens nothing from then on in this process, and after {@link Memberships#LONGEST} in
 * every other. Safe for any number of threads.
 */
public final class KnownKeys {

  private static final int MOST = 10_000;

  private final ApiKeys keys;
  private final Cache<String, Optional<ApiKey>> known =
      Caffeine.newBuilder().maximumSize(MOST).expireAfterWrite(Memberships.LONGEST).build();

  public KnownKeys(ApiKeys keys) {
    this.keys = keys;
  }

  /** The key of a secret without asking the database; empty if it must be asked. */
  public Optional<Optional<ApiKey>> known(String secret) {
    return Optional.ofNullable(known.getIfPresent(secret));
  }

  /** The key of a secret, if there is one. Blocks. */
  public Optional<ApiKey> used(String secret, Instant now) {
    return known.get(secret, shown -> keys.used(shown, now));
  }

  /** Makes a key; empty if the organisation has too many. Blocks. */
  public Optional<ApiKeys.Made> make(ApiKeys.Wish wish, String by, Instant now) {
    return keys.make(wish, by, now);
  }

  /** An organisation's keys, the oldest first. Blocks. */
  public List<ApiKey> of(int organisationId, Instant now) {
    return keys.of(organisationId, now);
  }

  /** Looks anew at the keys that somebody made, when they are next shown. */
  public void forget(int organisationId, String maker) {
    known
        .asMap()
        .values()
        .removeIf(
            key ->
                key.filter(each -> each.organisationId() == organisationId)
                    .filter(each -> each.createdBy().equals(maker))
                    .isPresent());
  }

  /** Ends a key of an organisation. Whether there is such a one. Blocks. */
  public boolean revoke(int organisationId, UUID id, Instant now) {
    boolean found = keys.revoke(organisationId, id, now);
    known.asMap().values().removeIf(key -> key.filter(each -> each.id().equals(id)).isPresent());
    return found;
  }
}
