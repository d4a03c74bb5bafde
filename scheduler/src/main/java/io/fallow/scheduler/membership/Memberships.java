package io.fallow.scheduler.membership;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/**
 * The memberships of those who called last, kept so that a request costs no query for them. A
 * change made here counts at once in this process, and after {@link #LONGEST} in every other. Safe
 * for any number of threads.
 */
public final class Memberships {

  /** How long a change that another process made may go unseen. */
  public static final Duration LONGEST = Duration.ofSeconds(2);

  private static final int MOST = 10_000;

  private final Members members;
  private final Cache<String, List<Membership>> known =
      Caffeine.newBuilder().maximumSize(MOST).expireAfterWrite(LONGEST).build();

  public Memberships(Members members) {
    this.members = members;
  }

  /** What is known of a person without asking the database. */
  public Optional<List<Membership>> known(String person) {
    return Optional.ofNullable(known.getIfPresent(person));
  }

  /** What the database says of a person, if nothing is known. Blocks. */
  public List<Membership> of(String person) {
    return known.get(person, members::of);
  }

  /** Makes a person a member, or gives a member other roles. Blocks. */
  public MemberChange put(
      int organisationId, String person, Collection<Role> roles, String by, Instant now) {
    MemberChange change = members.put(organisationId, person, roles, by, now);
    known.invalidate(person); // waits for whoever reads the old ones
    return change;
  }

  /** Makes a person a member no more; the keys that they made end. Blocks. */
  public MemberChange remove(int organisationId, String person, Instant now) {
    MemberChange change = members.remove(organisationId, person, now);
    known.invalidate(person);
    return change;
  }

  /** An organisation's members, ordered by person. Blocks. */
  public List<Member> in(int organisationId) {
    return members.in(organisationId);
  }
}
