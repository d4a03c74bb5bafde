package io.fallow.scheduler.membership;

import java.time.Instant;
import java.util.Set;

/**
 * One of an organisation's people.
 *
 * @param person as the token names them, its subject
 * @param addedBy who made them a member
 */
public record Member(String person, Set<Role> roles, Instant addedAt, String addedBy) {

  /** Takes a copy. */
  public Member {
    roles = Set.copyOf(roles);
  }
}
