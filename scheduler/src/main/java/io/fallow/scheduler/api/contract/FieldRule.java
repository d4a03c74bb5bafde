package io.fallow.scheduler.api.contract;

import io.fallow.scheduler.membership.Role;
import java.util.Set;

/**
 * What it takes to give a field of an operation's body, besides what the operation itself takes.
 *
 * @param roles of which a person needs one
 * @param scope that a program's key needs
 */
public record FieldRule(Set<Role> roles, String scope) {

  /** Takes a copy. */
  public FieldRule {
    roles = Set.copyOf(roles);
  }
}
