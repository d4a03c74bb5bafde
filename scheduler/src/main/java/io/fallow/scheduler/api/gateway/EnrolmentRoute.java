package io.fallow.scheduler.api.gateway;

import io.fallow.scheduler.api.problem.Fault;
import io.fallow.scheduler.api.problem.Problem;
import io.fallow.scheduler.api.problem.ProblemException;
import io.fallow.scheduler.api.problem.ProblemType;
import io.fallow.telemetry.enrolment.GatewayAccess;
import io.fallow.telemetry.enrolment.Issued;
import io.fallow.telemetry.work.BoundedWorkers;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.BodyHandler;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.BiFunction;

/**
 * Where a gateway's program comes by its credentials: for a one-time token, or for the credential
 * that it has. Without a bearer token: what it brings is the secret. All that is wrong with a
 * secret is answered alike.
 */
public final class EnrolmentRoute {

  static final String PATH = "/api/v1/enrolments";
  static final String ROTATION = PATH + "/rotation";

  private static final int LONGEST_BODY = 2_048;

  private final GatewayAccess access;
  private final BoundedWorkers workers;
  private final Clock clock;

  /** Over what gateways come in by, on these threads. */
  public EnrolmentRoute(GatewayAccess access, BoundedWorkers workers, Clock clock) {
    this.access = access;
    this.workers = workers;
    this.clock = clock;
  }

  /** Adds the two routes. */
  public void addTo(Router router) {
    BodyHandler body = BodyHandler.create(false).setBodyLimit(LONGEST_BODY);
    router
        .post(PATH)
        .handler(body)
        .handler(
            ctx ->
                serve(
                    ctx,
                    Set.of("token"),
                    (given, now) -> access.enrol(given.getString("token"), now)));
    router
        .post(ROTATION)
        .handler(body)
        .handler(
            ctx ->
                serve(
                    ctx,
                    Set.of("user", "password"),
                    (given, now) ->
                        access.rotateOwn(
                            given.getString("user"), given.getString("password"), now)));
  }

  private void serve(
      RoutingContext ctx,
      Set<String> fields,
      BiFunction<JsonObject, Instant, Optional<Issued>> work) {
    Optional<JsonObject> given = read(ctx, fields);
    if (given.isEmpty()) {
      ctx.fail(malformed(fields));
      return;
    }
    Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
    workers
        .run(() -> AccessJson.told(() -> work.apply(given.get(), now)))
        .onFailure(ctx::fail)
        .onSuccess(issued -> answer(ctx, issued));
  }

  /** The body, if it is an object of these strings and nothing else. */
  private static Optional<JsonObject> read(RoutingContext ctx, Set<String> fields) {
    try {
      JsonObject given = ctx.body().asJsonObject();
      boolean fine =
          given != null
              && given.fieldNames().equals(fields)
              && fields.stream().allMatch(name -> given.getValue(name) instanceof String);
      return fine ? Optional.of(given) : Optional.empty();
    } catch (DecodeException | ClassCastException notAnObject) {
      return Optional.empty();
    }
  }

  private static ProblemException malformed(Set<String> fields) {
    String message = "must be a JSON object of " + String.join(" and ", new TreeSet<>(fields));
    return new ProblemException(Problem.invalid(List.of(new Fault("body", "", "format", message))));
  }

  private static ProblemException refused() {
    return new ProblemException(Problem.of(ProblemType.ENROLMENT_REFUSED));
  }

  private void answer(RoutingContext ctx, Optional<Issued> issued) {
    if (issued.isEmpty()) {
      ctx.fail(refused());
      return;
    }
    if (ctx.response().ended() || ctx.response().closed()) {
      return;
    }
    ctx.response()
        .setStatusCode(201)
        .putHeader("Content-Type", "application/json")
        .putHeader("Cache-Control", "no-store")
        .end(AccessJson.of(issued.get(), access.brokers()).toBuffer());
  }
}
