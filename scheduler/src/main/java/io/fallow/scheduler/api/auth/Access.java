package io.fallow.scheduler.api.auth;

import io.fallow.scheduler.api.contract.FieldRule;
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
 * @param scopes of a program's key; none of a person's
 * @param until when what the caller showed expires
 * @param stands asks anew whether the caller may still do this, for what goes on; blocks
 */
public record Access(
    Caller caller,
    int organisationId,
    Set<Role> roles,
    Set<String> scopes,
    Instant until,
    BooleanSupplier stands) {

  /** Takes copies. */
  public Access {
    roles = Set.copyOf(roles);
    scopes = Set.copyOf(scopes);
  }

  /**
   * Ends a request that gives a field which its sender may not.
   *
   * @throws io.fallow.scheduler.api.problem.ProblemException that names the roles, or the scope
   */
  public void requireForField(String field, FieldRule rule, Inputs inputs) {
    if (!inputs.isGiven(field)) {
      return;
    }
    if (roles.isEmpty()) {
      Refusals.requireScope(rule.scope(), scopes);
    } else {
      Refusals.requireRole(rule.roles(), roles);
    }
  }
}
