package io.fallow.scheduler.policy;

import io.fallow.scheduler.membership.Role;
import java.util.Collections;
import java.util.Optional;
import java.util.Set;

/**
 * Whom of an organisation the terms let book: whoever is named, and whoever has a role that is.
 * Where neither is said, whoever may book for the organisation. That is needed in any case: no
 * terms give anybody a right that their own organisation has not given them.
 *
 * @param people as tokens name them; empty where nobody is named
 * @param roles that their own organisation gives them; empty where none is named
 */
public record Bookers(Optional<Set<String>> people, Optional<Set<Role>> roles) {

  /** Whoever may book for their organisation. */
  public static final Bookers ANYBODY = new Bookers(Optional.empty(), Optional.empty());

  /** Takes copies. */
  public Bookers {
    people = people.map(Set::copyOf);
    roles = roles.map(Set::copyOf);
  }

  /** Whether it needs to be known which roles a person has. */
  public boolean asksRolesOf(String person) {
    return roles.isPresent() && !names(person);
  }

  /**
   * Whether somebody may book.
   *
   * @param held the person's roles in the organisation that books
   */
  public boolean let(String person, Set<Role> held) {
    boolean anybody = people.isEmpty() && roles.isEmpty();
    boolean byRole = roles.filter(named -> !Collections.disjoint(named, held)).isPresent();
    return anybody || names(person) || byRole;
  }

  private boolean names(String person) {
    return people.filter(named -> named.contains(person)).isPresent();
  }
}
