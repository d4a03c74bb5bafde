package io.fallow.scheduler.api.auth;

import io.fallow.scheduler.api.contract.OperationRule;
import io.fallow.scheduler.membership.ApiKey;
import io.fallow.scheduler.membership.Membership;
import io.fallow.scheduler.membership.Memberships;
import io.fallow.telemetry.work.BoundedWorkers;
import io.vertx.core.Future;
import io.vertx.ext.web.RoutingContext;
import java.util.Collections;
import java.util.List;
import java.util.Set;

/**
 * The one place that decides who may call what. It lets a request through if who sent it is who
 * they say, acts for an organisation of theirs, and may call this operation by the contract's rule;
 * until then nothing of the request but its head is read. Where the contract lets in by a secret in
 * the body, it lets requests through to whoever looks at that, unless their address has shown too
 * much that was worth nothing. A handler of event loops; what the database must be asked is asked
 * on a worker.
 */
public final class Gate {

  private static final String KEY = Access.class.getName();

  private final BearerAuthentication authentication;
  private final Memberships memberships;
  private final BoundedWorkers workers;
  private final Throttle throttle;

  /** A gate for those whom this authentication knows. */
  public Gate(
      BearerAuthentication authentication,
      Memberships memberships,
      BoundedWorkers workers,
      Throttle throttle) {
    this.authentication = authentication;
    this.memberships = memberships;
    this.workers = workers;
    this.throttle = throttle;
  }

  /** What was found of the caller, behind the gate. */
  public static Access access(RoutingContext ctx) {
    return ctx.get(KEY);
  }

  /** Lets a request of an operation through, or answers why not. */
  public void admit(OperationRule rule, RoutingContext ctx) {
    if (rule.isBySecret()) {
      throttle.requireTrustOf(address(ctx));
      ctx.next();
    } else {
      identify(rule, ctx);
    }
  }

  /** Notes that the secret in a request's body was worth nothing. */
  public void guessed(RoutingContext ctx) {
    throttle.failed(address(ctx));
  }

  private static String address(RoutingContext ctx) {
    return ctx.request().remoteAddress().hostAddress();
  }

  private void identify(OperationRule rule, RoutingContext ctx) {
    ctx.request().pause();
    authentication
        .identify(ctx)
        .compose(identity -> access(rule, identity, ctx))
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

  private Future<Access> access(OperationRule rule, Identity identity, RoutingContext ctx) {
    return identity
        .fold(
            person -> memberships(person.person()).map(known -> access(rule, person, known, ctx)),
            program -> Future.succeededFuture(program.key()).map(key -> access(rule, key, ctx)))
        .map(
            access -> {
              Caller caller = access.caller();
              throttle.take(caller.person() + "@" + caller.organisation(), access.organisationId());
              return access;
            });
  }

  private Access access(
      OperationRule rule, Identity.Person person, List<Membership> known, RoutingContext ctx) {
    Membership chosen = new Choice(person, known).of(ctx);
    Refusals.requireRole(rule.roles(), chosen.roles());
    Caller caller = new Caller(person.person(), person.name(), chosen.organisation());
    return new Access(
        caller,
        chosen.organisationId(),
        chosen.roles(),
        Set.of(),
        person.until(),
        () -> stillMay(rule, person, chosen.organisationId()));
  }

  private boolean stillMay(OperationRule rule, Identity.Person person, int organisationId) {
    return memberships.of(person.person()).stream()
        .filter(each -> each.organisationId() == organisationId)
        .anyMatch(each -> !Collections.disjoint(each.roles(), rule.roles()));
  }

  private Access access(OperationRule rule, ApiKey key, RoutingContext ctx) {
    Refusals.requireScope(rule, key);
    boolean elsewhere =
        ctx.request().headers().getAll(Choice.HEADER).stream()
            .anyMatch(named -> !named.equals(key.organisation()));
    if (elsewhere) {
      throw Refusals.notAMember();
    }
    Caller caller = new Caller(key.actor(), key.name(), key.organisation());
    return new Access(
        caller,
        key.organisationId(),
        Set.of(),
        Set.copyOf(key.scopes()),
        key.expiresAt(),
        () -> authentication.isStillGood(key));
  }

  private Future<List<Membership>> memberships(String person) {
    return memberships
        .known(person)
        .map(Future::succeededFuture)
        .orElseGet(() -> workers.run(() -> memberships.of(person)));
  }
}
