package io.fallow.scheduler.membership;

import java.util.Set;

/**
 * One organisation for which a person may act.
 *
 * @param organisation its code
 * @param name its name, for people
 */
public record Membership(int organisationId, String organisation, String name, Set<Role> roles) {

  /** Takes a copy. */
  public Membership {
    roles = Set.copyOf(roles);
  }
}
