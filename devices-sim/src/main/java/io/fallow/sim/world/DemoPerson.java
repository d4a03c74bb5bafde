package io.fallow.sim.world;

import io.fallow.scheduler.membership.Role;
import java.util.Set;

/**
 * Somebody who may sign in.
 *
 * @param id what tokens and reservations call the person
 * @param organisation code of the organisation that the person acts for
 * @param roles what the person may do there
 */
public record DemoPerson(String id, String name, String organisation, Set<Role> roles) {

  /** Takes a copy. */
  public DemoPerson {
    roles = Set.copyOf(roles);
  }

  /** Somebody who may do everything. */
  public DemoPerson(String id, String name, String organisation) {
    this(id, name, organisation, Set.of(Role.values()));
  }

  /** Somebody who has one role and nothing else, and is called by it. */
  static DemoPerson only(Role role, String organisation, String called) {
    return new DemoPerson(
        organisation + "." + role.code(), called + "'s " + role.code(), organisation, Set.of(role));
  }
}
