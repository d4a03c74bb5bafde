package io.fallow.scheduler.api;

import io.fallow.scheduler.api.auth.BearerAuthentication;
import io.fallow.scheduler.api.auth.Gate;
import io.fallow.scheduler.api.auth.LocalPeople;
import io.fallow.scheduler.api.auth.Throttle;
import io.fallow.scheduler.api.contract.ApiContract;
import io.fallow.scheduler.api.gateway.EnrolmentEndpoints;
import io.fallow.scheduler.api.operation.SchedulerServices;
import io.fallow.scheduler.api.problem.ProblemResponses;
import io.fallow.scheduler.api.signin.ConsoleClient;
import io.fallow.scheduler.api.signin.LocalProvider;
import io.fallow.scheduler.api.signin.SignInOrigins;
import io.fallow.scheduler.api.telling.Telling;
import io.fallow.telemetry.ops.DatabaseCheck;
import io.fallow.telemetry.ops.HealthCheck;
import io.fallow.telemetry.ops.HealthRoutes;
import io.fallow.telemetry.ops.PortTaken;
import io.fallow.telemetry.work.BoundedWorkers;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.ext.web.Router;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The HTTP server: started once, it serves the API, the console, the documentation, health and
 * metrics until it is closed. It uses the Vert.x and the services that it is given and closes
 * neither.
 */
public final class ApiServer {

  private static final int LONGEST_ADDRESS = 4096;

  private final Vertx vertx;
  private final ApiConfig config;
  private final SchedulerServices services;
  private final PrometheusMeterRegistry metrics;
  private final Clock clock;
  private final Optional<LocalPeople> people;
  private final List<HealthCheck> checks = new ArrayList<>();
  private final BoundedWorkers workers;
  private final BoundedWorkers operators;
  private final BoundedWorkers enrolments;
  private final BoundedWorkers identities;
  private Optional<Telling> telling = Optional.empty();
  private Optional<SignInOrigins> origins = Optional.empty();
  private HttpServer server;

  /**
   * A server, not yet started.
   *
   * @param people present in local mode alone: the console signs in as them
   * @param moreChecks what else readiness depends on, beside the database
   */
  public ApiServer(
      Vertx vertx,
      ApiConfig config,
      SchedulerServices services,
      PrometheusMeterRegistry metrics,
      Clock clock,
      Optional<LocalPeople> people,
      List<HealthCheck> moreChecks) {
    this.vertx = vertx;
    this.config = config;
    this.services = services;
    this.metrics = metrics;
    this.clock = clock;
    this.people = people;
    this.checks.add(new DatabaseCheck(services.database()));
    this.checks.addAll(moreChecks);
    this.workers =
        new BoundedWorkers(vertx, metrics, "requests", config.workers(), config.waiting());
    this.operators = new BoundedWorkers(vertx, metrics, "operators", 2, 8);
    this.identities = new BoundedWorkers(vertx, metrics, "identities", 4, 512);
    this.enrolments = new BoundedWorkers(vertx, metrics, "enrolments", 4, 256);
  }

  /**
   * Starts to listen.
   *
   * @return the port; fails with {@link PortTaken} if another program has it
   */
  public Future<Integer> start() {
    return ApiContract.load(vertx)
        .compose(contract -> vertx.executeBlocking(() -> router(contract)))
        .compose(
            router -> {
              server =
                  vertx
                      .createHttpServer(options())
                      .invalidRequestHandler(InvalidRequests::answer)
                      .requestHandler(router);
              return server.listen();
            })
        .onFailure(failure -> telling.ifPresent(Telling::close))
        .recover(failure -> Future.failedFuture(named(failure)))
        .map(HttpServer::actualPort);
  }

  private Throwable named(Throwable failure) {
    return PortTaken.named(failure, config.host(), config.port(), "FALLOW_HTTP_PORT");
  }

  /** HTTP/1.1 alone: an answer in mid-change to HTTP/2 was once seen to hang. */
  private HttpServerOptions options() {
    return new HttpServerOptions()
        .setHttp2ClearTextEnabled(false)
        .setHost(config.host())
        .setPort(config.port())
        .setCompressionSupported(true)
        .setCompressionLevel(1)
        .setMaxInitialLineLength(LONGEST_ADDRESS)
        .setIdleTimeout(120);
  }

  private Router router(ApiContract contract) {
    Router router = Router.router(vertx);
    Optional<ConsoleClient> client =
        people.isPresent() ? Optional.of(ConsoleClient.LOCAL) : config.console();
    SignInOrigins reached = SignInOrigins.of(vertx, identities, client);
    origins = Optional.of(reached);
    router.route().handler(SecurityHeaders.allowing(WebPages.importMap(), reached));
    WebPages.addTo(router, vertx, people.isPresent(), client);
    WebPage document =
        WebPage.of("application/json; charset=utf-8", contract.document().getBytes());
    WebPages.serve(router, "/openapi.json", document);
    new HealthRoutes(checks, metrics, operators).addTo(router);
    people.ifPresent(local -> new LocalProvider(local, clock).addTo(router));
    Telling tells =
        new Telling(vertx, services, metrics, clock, config.privateWebhooks(), config.secrets());
    telling = Optional.of(tells);
    tells.addTo(router);
    Throttle throttle = new Throttle(config.limits());
    BearerAuthentication authentication =
        new BearerAuthentication(config.trust(), services.keys(), identities, throttle, clock);
    Gate gate = new Gate(authentication, services.memberships(), workers, throttle);
    RequestMetrics requests = new RequestMetrics(metrics);
    SecretRoutes secrets =
        new SecretRoutes(
            contract,
            gate,
            enrolments,
            clock,
            new EnrolmentEndpoints(services.gatewayAccess()).operations());
    Router api =
        new ApiRoutes(
                contract,
                gate,
                throttle,
                workers,
                requests,
                services,
                tells.operations(),
                secrets,
                clock)
            .build(vertx);
    ProblemResponses.install(api, contract::methodsOf);
    ProblemResponses.install(router, contract::methodsOf);
    router.route("/*").subRouter(api);
    return router;
  }

  /** Stops to listen and lets go of the threads. Requests under way are cut off. */
  public Future<Void> close() {
    telling.ifPresent(Telling::close);
    origins.ifPresent(SignInOrigins::close);
    workers.close();
    operators.close();
    enrolments.close();
    identities.close();
    return server == null ? Future.succeededFuture() : server.close();
  }
}
