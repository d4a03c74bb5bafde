package io.fallow.scheduler.api.auth;

import io.fallow.scheduler.api.contract.OperationRule;
import io.fallow.scheduler.membership.Membership;
import io.fallow.scheduler.membership.Memberships;
import io.fallow.telemetry.work.BoundedWorkers;
import io.vertx.core.Future;
import io.vertx.ext.web.RoutingContext;
import java.util.List;

/**
 * The one place that decides who may call what. It lets a request through if who sent it is who
 * they say, acts for an organisation of theirs, and may call this operation by the contract's rule;
 * until then nothing of the request but its head is read. A handler of event loops; what the
 * database must be asked is asked on a worker.
 */
public final class Gate {

  private static final String KEY = Access.class.getName();

  private final BearerAuthentication authentication;
  private final Memberships memberships;
  private final BoundedWorkers workers;

  /** A gate for those whom this authentication knows. */
  public Gate(
      BearerAuthentication authentication, Memberships memberships, BoundedWorkers workers) {
    this.authentication = authentication;
    this.memberships = memberships;
    this.workers = workers;
  }

  /** What was found of the caller, behind the gate. */
  public static Access access(RoutingContext ctx) {
    return ctx.get(KEY);
  }

  /** Lets a request of an operation through, or answers why not. */
  public void admit(OperationRule rule, RoutingContext ctx) {
    ctx.request().pause();
    authentication
        .identify(ctx)
        .compose(valid -> access(rule, valid, ctx))
        .onSuccess(
            access -> {
              ctx.put(KEY, access);
              ctx.next(); // to who reads the body, and resumes
            })
        .onFailure(
            refused -> {
              ctx.request().resume();
              ctx.fail(refused);
            });
  }

  private Future<Access> access(OperationRule rule, TokenVerifier.Valid valid, RoutingContext ctx) {
    return memberships(valid.person())
        .map(
            known -> {
              Membership chosen = new Choice(valid, known).of(ctx);
              Refusals.requireRole(rule.roles(), chosen.roles());
              Caller caller = new Caller(valid.person(), valid.name(), chosen.organisation());
              return new Access(caller, chosen.organisationId(), chosen.roles(), valid.until());
            });
  }

  private Future<List<Membership>> memberships(String person) {
    return memberships
        .known(person)
        .map(Future::succeededFuture)
        .orElseGet(() -> workers.run(() -> memberships.of(person)));
  }
}
