package io.fallow.scheduler.api;

import static java.util.regex.Pattern.CASE_INSENSITIVE;

import io.fallow.scheduler.api.asset.AssetEndpoints;
import io.fallow.scheduler.api.asset.FacilityEndpoint;
import io.fallow.scheduler.api.asset.ForecastEndpoint;
import io.fallow.scheduler.api.asset.GatewayEndpoints;
import io.fallow.scheduler.api.asset.MappingEndpoints;
import io.fallow.scheduler.api.asset.NewAssetEndpoint;
import io.fallow.scheduler.api.asset.PowerEndpoint;
import io.fallow.scheduler.api.asset.RuleEndpoints;
import io.fallow.scheduler.api.asset.UsageEndpoints;
import io.fallow.scheduler.api.asset.UtilisationEndpoints;
import io.fallow.scheduler.api.audit.AuditEndpoints;
import io.fallow.scheduler.api.auth.Access;
import io.fallow.scheduler.api.auth.Caller;
import io.fallow.scheduler.api.auth.Gate;
import io.fallow.scheduler.api.auth.Throttle;
import io.fallow.scheduler.api.booking.LifeEndpoints;
import io.fallow.scheduler.api.booking.ReservationEndpoints;
import io.fallow.scheduler.api.booking.ReservationLists;
import io.fallow.scheduler.api.booking.SessionEndpoints;
import io.fallow.scheduler.api.calendar.CalibrationEndpoints;
import io.fallow.scheduler.api.calendar.HolidayEndpoints;
import io.fallow.scheduler.api.calendar.LockoutEndpoints;
import io.fallow.scheduler.api.calendar.OpeningEndpoints;
import io.fallow.scheduler.api.contract.ApiContract;
import io.fallow.scheduler.api.contract.Inputs;
import io.fallow.scheduler.api.gateway.AccessEndpoints;
import io.fallow.scheduler.api.gateway.ReadingEndpoints;
import io.fallow.scheduler.api.gateway.RejectEndpoints;
import io.fallow.scheduler.api.gateway.ReplayEndpoints;
import io.fallow.scheduler.api.group.BundleEndpoints;
import io.fallow.scheduler.api.group.SeriesEndpoints;
import io.fallow.scheduler.api.group.WaitEndpoints;
import io.fallow.scheduler.api.idle.WindowEndpoints;
import io.fallow.scheduler.api.membership.KeyEndpoints;
import io.fallow.scheduler.api.membership.MemberEndpoints;
import io.fallow.scheduler.api.operation.Answer;
import io.fallow.scheduler.api.operation.Call;
import io.fallow.scheduler.api.operation.Endpoint;
import io.fallow.scheduler.api.operation.Operations;
import io.fallow.scheduler.api.operation.SchedulerServices;
import io.fallow.scheduler.api.policy.PolicyEndpoints;
import io.fallow.scheduler.api.policy.QualificationEndpoints;
import io.fallow.scheduler.api.problem.Problem;
import io.fallow.scheduler.api.problem.ProblemException;
import io.fallow.scheduler.api.problem.ProblemType;
import io.fallow.scheduler.api.sharing.AgreementEndpoints;
import io.fallow.scheduler.api.sharing.CircleEndpoints;
import io.fallow.scheduler.api.sharing.PreviewEndpoints;
import io.fallow.scheduler.booking.Actor;
import io.fallow.scheduler.sharing.Viewer;
import io.fallow.telemetry.store.Acting;
import io.fallow.telemetry.store.Database;
import io.fallow.telemetry.work.BoundedWorkers;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.MIMEHeader;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.BodyHandler;
import io.vertx.ext.web.handler.PlatformHandler;
import io.vertx.ext.web.openapi.router.OpenAPIRoute;
import io.vertx.ext.web.openapi.router.RouterBuilder;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The routes of the contract. A request is authenticated, read against the contract, and answered
 * on a worker. The contract and the operations below must match one to one.
 */
final class ApiRoutes {

  private static final int LONGEST_BODY = 64 * 1024;
  private static final Pattern FORM =
      Pattern.compile("\\s*(multipart/|application/x-www-form-urlencoded)", CASE_INSENSITIVE);

  private final ApiContract contract;
  private final Gate gate;
  private final Throttle throttle;
  private final BoundedWorkers workers;
  private final Database database;
  private final RequestMetrics metrics;
  private final Clock clock;
  private final Map<String, Endpoint> endpoints;
  private final SecretRoutes secrets;

  ApiRoutes(
      ApiContract contract,
      Gate gate,
      Throttle throttle,
      BoundedWorkers workers,
      RequestMetrics metrics,
      SchedulerServices services,
      List<Operations> more,
      SecretRoutes secrets,
      Clock clock) {
    this.contract = contract;
    this.gate = gate;
    this.throttle = throttle;
    this.workers = workers;
    this.database = services.database();
    this.metrics = metrics;
    this.clock = clock;
    this.endpoints = endpoints(services, more);
    this.secrets = secrets;
  }

  private static Map<String, Endpoint> endpoints(
      SchedulerServices services, List<Operations> more) {
    List<Operations> rooms =
        List.of(
            new MemberEndpoints(services),
            new KeyEndpoints(services),
            new AssetEndpoints(services),
            new FacilityEndpoint(services),
            new UsageEndpoints(services),
            new PowerEndpoint(services),
            new ForecastEndpoint(services),
            new UtilisationEndpoints(services),
            new GatewayEndpoints(services),
            new AccessEndpoints(services),
            new ReadingEndpoints(services),
            new RejectEndpoints(services),
            new ReplayEndpoints(services),
            new NewAssetEndpoint(services),
            new RuleEndpoints(services),
            new MappingEndpoints(services),
            new OpeningEndpoints(services),
            new HolidayEndpoints(services),
            new LockoutEndpoints(services),
            new CalibrationEndpoints(services),
            new WindowEndpoints(services),
            new ReservationEndpoints(services),
            new PolicyEndpoints(services),
            new AgreementEndpoints(services),
            new CircleEndpoints(services),
            new PreviewEndpoints(services),
            new QualificationEndpoints(services),
            new ReservationLists(services),
            new SessionEndpoints(services),
            new LifeEndpoints(services),
            new SeriesEndpoints(services),
            new BundleEndpoints(services),
            new WaitEndpoints(services),
            new AuditEndpoints(services));
    Map<String, Endpoint> endpoints = new HashMap<>();
    rooms.forEach(room -> endpoints.putAll(room.operations()));
    more.forEach(room -> endpoints.putAll(room.operations()));
    return endpoints;
  }

  /** A router with the contract's routes. */
  Router build(Vertx vertx) {
    RouterBuilder builder = RouterBuilder.create(vertx, contract.model());
    builder.rootHandler((PlatformHandler) ApiRoutes::refuseForms);
    BodyHandler body = BodyHandler.create(false).setBodyLimit(LONGEST_BODY);
    List<OpenAPIRoute> routes = builder.getRoutes();
    if (routes.size() != endpoints.size() + secrets.size()) {
      throw new IllegalStateException("the contract and the operations don't match");
    }
    for (OpenAPIRoute route : routes) {
      String operation = route.getOperation().getOperationId();
      Endpoint endpoint = endpoints.get(operation);
      // The library's own validation stops at a request's first fault; ours names them all.
      route
          .setDoValidation(false)
          .setDoSecurity(false)
          .addHandler(ctx -> begin(operation, ctx))
          .addHandler(ctx -> gate.admit(contract.rule(operation), ctx));
      if (contract.rule(operation).isBySecret()) {
        route.addHandler(secrets::readBody).addHandler(ctx -> secrets.serve(operation, ctx));
      } else {
        route
            .addHandler(ctx -> body.handle(ctx)) // as one of ours, for it to come behind the gate
            .addHandler(ctx -> serve(operation, endpoint, ctx));
      }
    }
    return builder.createRouter();
  }

  /** The body handler would take a form apart, or fail where its method may have none. */
  private static void refuseForms(RoutingContext ctx) {
    String type = ctx.request().getHeader("Content-Type");
    String length = ctx.request().getHeader("Content-Length");
    boolean empty =
        length == null
            ? !ctx.request().headers().contains("Transfer-Encoding")
            : length.equals("0");
    if (type != null && FORM.matcher(type).lookingAt() && !empty) {
      ctx.fail(new ProblemException(Problem.of(ProblemType.UNSUPPORTED_MEDIA_TYPE)));
    } else {
      ctx.next();
    }
  }

  private void begin(String operation, RoutingContext ctx) {
    metrics.watch(operation, ctx);
    ctx.next();
  }

  private void serve(String operation, Endpoint endpoint, RoutingContext ctx) {
    Inputs inputs = contract.read(operation, ctx);
    Access access = Gate.access(ctx);
    contract
        .fieldRules(operation)
        .forEach((field, rule) -> access.requireForField(field, rule, inputs));
    Caller caller = access.caller();
    Viewer viewer = new Viewer(access.organisationId(), caller.organisation(), caller.person());
    boolean text = prefers(ctx, "plain");
    boolean csv = prefers(ctx, "csv");
    boolean events = prefers(ctx, "event-stream");
    throttle.enter(viewer.organisationId());
    workers
        .run(() -> answer(endpoint, new Call(caller, viewer, inputs, now(), text, csv, events)))
        .onComplete(done -> throttle.leave(viewer.organisationId()))
        .onSuccess(answer -> send(ctx, answer))
        .onFailure(ctx::fail);
  }

  /** Whatever the operation asks of the database, it asks for the caller's organisation. */
  private Answer answer(Endpoint endpoint, Call call) {
    Viewer viewer = call.viewer();
    Acting acting =
        new Acting(viewer.organisationId(), Actor.of(viewer).name(), Optional.of(call.now()));
    return database.actingFor(acting, () -> endpoint.answer(call));
  }

  /** As exact as the database keeps it, so that what is answered is what will be read. */
  private Instant now() {
    return clock.instant().truncatedTo(ChronoUnit.MICROS);
  }

  private static boolean prefers(RoutingContext ctx, String kindOfText) {
    List<MIMEHeader> accepted = ctx.parsedHeaders().accept();
    return !accepted.isEmpty()
        && accepted.get(0).component().equals("text")
        && accepted.get(0).subComponent().equals(kindOfText);
  }

  /** Writes a response, unless it has been written. */
  static void send(RoutingContext ctx, Answer answer) {
    HttpServerResponse response = ctx.response();
    if (response.ended() || response.closed()) {
      return;
    }
    if (answer.takeover().isPresent()) {
      answer.takeover().get().handle(ctx);
      return;
    }
    answer.headers().forEach(response::putHeader);
    if (!answer.mediaType().isEmpty()) {
      response.putHeader("Content-Type", answer.mediaType());
    }
    response
        .setStatusCode(answer.status())
        .putHeader("Cache-Control", "no-store")
        .putHeader("Vary", "Accept, Authorization, Fallow-Organisation")
        .end(answer.body());
  }
}
