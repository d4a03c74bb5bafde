package io.fallow.scheduler.api.auth;

import io.fallow.scheduler.api.problem.Fault;
import io.fallow.scheduler.api.problem.Problem;
import io.fallow.scheduler.api.problem.ProblemException;
import io.fallow.scheduler.api.problem.ProblemType;
import io.fallow.scheduler.membership.Membership;
import io.vertx.core.json.JsonArray;
import io.vertx.ext.web.RoutingContext;
import java.util.List;
import java.util.Optional;

/**
 * For which organisation a person acts: the one that the token names in {@code org}; else the one
 * that the request's header names; else the only one of which the person is a member. A header may
 * repeat what the token says, and not contradict it.
 */
record Choice(Identity.Person person, List<Membership> memberships) {

  static final String HEADER = "Fallow-Organisation";

  /**
   * The membership that counts for a request.
   *
   * @throws ProblemException if there is none, or more than one and none is named
   */
  Membership of(RoutingContext ctx) {
    List<String> headers = ctx.request().headers().getAll(HEADER);
    if (headers.size() > 1) {
      throw repeated();
    }
    Optional<String> named = headers.stream().findFirst();
    if (named.isPresent()
        && person.organisation().isPresent()
        && !named.equals(person.organisation())) {
      throw Refusals.notAMember();
    }
    return person
        .organisation()
        .or(() -> named)
        .map(this::among)
        .orElseGet(this::only)
        .orElseThrow(Refusals::notAMember);
  }

  private Optional<Membership> among(String organisation) {
    return memberships.stream()
        .filter(each -> each.organisation().equals(organisation))
        .findFirst();
  }

  private Optional<Membership> only() {
    if (memberships.size() > 1) {
      List<String> codes = memberships.stream().map(Membership::organisation).toList();
      throw new ProblemException(
          Problem.of(ProblemType.ORGANISATION_NEEDED).with("organisations", new JsonArray(codes)));
    }
    return memberships.stream().findFirst();
  }

  private static ProblemException repeated() {
    Fault fault = new Fault("header", HEADER, "repeated", "must be given once");
    return new ProblemException(Problem.invalid(List.of(fault)));
  }
}
