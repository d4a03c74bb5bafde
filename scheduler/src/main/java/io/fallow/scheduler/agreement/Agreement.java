package io.fallow.scheduler.agreement;

import io.fallow.telemetry.registry.Organisation;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * What an owner shares, with whom, and how that came to be.
 *
 * @param partner whom it is with, once that organisation has accepted; before, only its code is
 *     known ({@link Reach.Partner})
 * @param addresseeId of the organisation that has that code, if there is one; not for the owner to
 *     know
 * @param status of the first version: an accepted agreement stays one
 * @param edition another after each step
 * @param about what it is about as it counts, or as it is proposed
 * @param from when it began to be valid; empty where it never was
 * @param until when it ends; empty for one without an end
 * @param notice that it ends, once given
 * @param versions all of them, the oldest first
 */
public record Agreement(
    int id,
    Organisation owner,
    Reach reach,
    Optional<Organisation> partner,
    OptionalInt addresseeId,
    Status status,
    int edition,
    About about,
    Optional<Instant> from,
    Optional<Instant> until,
    Duration endNotice,
    Optional<Notice> notice,
    List<Version> versions) {

  /** Takes a copy. */
  public Agreement {
    versions = List.copyOf(versions);
  }

  /**
   * That it ends.
   *
   * @param given by whom, and when
   */
  public record Notice(Word given, Optional<String> reason) {}

  /** The version that waits for the other side, if any. */
  public Optional<Version> open() {
    return versions.stream().filter(Version::isOpen).findFirst();
  }

  /** The version that counts; of an agreement that was never accepted its only one. */
  public Version counting() {
    return versions.stream()
        .filter(each -> each.status() == Status.ACCEPTED)
        .reduce((earlier, later) -> later)
        .orElse(versions.get(0));
  }

  /** Where it stands in its life: proposed, in-force, ending, ended, declined or withdrawn. */
  public String standing(Instant now) {
    return Life.of(this, now).word();
  }

  /** What an organisation is in it. */
  public Side side(int organisationId) {
    if (owner.id() == organisationId) {
      return Side.OWNER;
    }
    boolean addressed = addresseeId.isPresent() && addresseeId.getAsInt() == organisationId;
    return addressed ? Side.PARTNER : Side.MEMBER;
  }

  /** The same with its versions. */
  Agreement with(List<Version> all) {
    return new Agreement(
        id,
        owner,
        reach,
        partner,
        addresseeId,
        status,
        edition,
        about,
        from,
        until,
        endNotice,
        notice,
        all);
  }
}
