package io.fallow.scheduler.api.auth;

import io.fallow.scheduler.api.contract.OperationRule;
import io.fallow.scheduler.api.problem.Problem;
import io.fallow.scheduler.api.problem.ProblemException;
import io.fallow.scheduler.api.problem.ProblemType;
import io.fallow.scheduler.membership.ApiKey;
import io.fallow.scheduler.membership.Role;
import io.vertx.core.json.JsonArray;
import java.util.Collections;
import java.util.List;
import java.util.Set;

/** What those are told who may not. */
public final class Refusals {

  private Refusals() {}

  /**
   * Ends a request whose caller has none of the roles that it needs.
   *
   * @throws ProblemException that names them
   */
  public static void requireRole(Set<Role> needed, Set<Role> had) {
    if (Collections.disjoint(needed, had)) {
      List<String> codes = needed.stream().sorted().map(Role::code).toList();
      throw new ProblemException(
          Problem.of(ProblemType.ROLE_NEEDED, "One of these is needed: " + String.join(", ", codes))
              .with("roles", new JsonArray(codes)));
    }
  }

  /**
   * Ends a request whose key is not for what it asks.
   *
   * @throws ProblemException that names the scope
   */
  static void requireScope(OperationRule rule, ApiKey key) {
    if (rule.keys() == OperationRule.Keys.NONE) {
      throw new ProblemException(Problem.of(ProblemType.NOT_BY_KEY));
    }
    if (rule.keys() == OperationRule.Keys.SCOPED) {
      requireScope(rule.scope(), Set.copyOf(key.scopes()));
    }
  }

  /**
   * Ends a request whose key lacks a scope.
   *
   * @throws ProblemException that names it
   */
  static void requireScope(String needed, Set<String> had) {
    if (!had.contains(needed)) {
      throw new ProblemException(
          Problem.of(ProblemType.SCOPE_NEEDED, "The key lacks the scope " + needed + ".")
              .with("scope", needed));
    }
  }

  /** The same whether the organisation exists or not. */
  static ProblemException notAMember() {
    return new ProblemException(Problem.of(ProblemType.NOT_A_MEMBER));
  }
}
