package io.fallow.scheduler.telling.feed;

import java.time.Instant;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.UUID;

/**
 * A calendar of reservations, as far as the organisation that has it may see them.
 *
 * @param person who made it, and of a personal one whose it is
 * @param asset public id, of a feed of one asset
 */
public record Feed(
    UUID id,
    int organisationId,
    Scope scope,
    String person,
    OptionalInt assetId,
    Optional<String> asset,
    String name,
    Instant createdAt) {

  /** What it shows; its name in small letters is what is stored. */
  public enum Scope {
    /** One asset: all its reservations for its owner, its own for a partner. */
    ASSET,
    /** What one person has booked. */
    PERSON,
    /** What an organisation has booked, and what is booked of its assets. */
    ORGANISATION
  }

  /**
   * A new feed and the secret of its link, which is told this once.
   *
   * @param secret of letters, digits, - and _
   */
  public record WithSecret(Feed feed, String secret) {

    @Override
    public String toString() {
      return "WithSecret[" + feed + ", …]";
    }
  }
}
