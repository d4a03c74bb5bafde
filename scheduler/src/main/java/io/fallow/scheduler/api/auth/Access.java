package io.fallow.scheduler.api.auth;

import io.fallow.scheduler.api.contract.Inputs;
import io.fallow.scheduler.membership.Role;
import java.time.Instant;
import java.util.Set;
import java.util.function.BooleanSupplier;

/**
 * That a caller may call an operation, found before its request was read.
 *
 * @param organisationId of the organisation that the caller acts for
 * @param roles the caller's there; none of a program's
 * @param until when what the caller showed expires
 * @param stands asks anew whether the caller may still do this, for what goes on; blocks
 */
public record Access(
    Caller caller, int organisationId, Set<Role> roles, Instant until, BooleanSupplier stands) {

  /** Takes a copy. */
  public Access {
    roles = Set.copyOf(roles);
  }

  /**
   * Ends a request that gives a field which its sender may not. Of a program its key's scope is
   * enough.
   *
   * @throws io.fallow.scheduler.api.problem.ProblemException that names the roles
   */
  public void requireForField(String field, Set<Role> needed, Inputs inputs) {
    if (!roles.isEmpty() && inputs.isGiven(field)) {
      Refusals.requireRole(needed, roles);
    }
  }
}
