package io.fallow.telemetry;

import io.fallow.telemetry.ops.HealthCheck;
import io.fallow.telemetry.ops.HealthRoutes;
import io.fallow.telemetry.ops.PortTaken;
import io.fallow.telemetry.work.BoundedWorkers;
import io.fallow.telemetry.work.OverloadedException;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.util.List;

/**
 * The ops port's life cycle: answers {@code /health/live}, {@code /health/ready} and {@code
 * /metrics} from its deployment on, before what it tells of has started. Vert.x closes the server
 * and the workers with the verticle.
 */
public final class OpsVerticle extends VerticleBase {

  private static final int WORKERS = 2;
  private static final int WAITING = 8;

  private final OpsConfig config;
  private final List<HealthCheck> checks;
  private final PrometheusMeterRegistry metrics;
  private int port;

  /**
   * A port that is not opened yet.
   *
   * @param checks what readiness depends on
   */
  public OpsVerticle(OpsConfig config, List<HealthCheck> checks, PrometheusMeterRegistry metrics) {
    this.config = config;
    this.checks = List.copyOf(checks);
    this.metrics = metrics;
  }

  /** Fails with {@link PortTaken} if another program has the port. */
  @Override
  public Future<?> start() {
    Router router = Router.router(vertx);
    router.route().failureHandler(OpsVerticle::failed);
    BoundedWorkers workers = new BoundedWorkers(vertx, metrics, "operators", WORKERS, WAITING);
    new HealthRoutes(checks, metrics, workers).addTo(router);
    HttpServerOptions options =
        new HttpServerOptions()
            .setHttp2ClearTextEnabled(false)
            .setHost(config.host())
            .setPort(config.port())
            .setIdleTimeout(120)
            .setCompressionSupported(true);
    return vertx
        .createHttpServer(options)
        .requestHandler(router)
        .listen()
        .recover(failure -> Future.failedFuture(named(failure)))
        .map(HttpServer::actualPort)
        .onSuccess(listening -> port = listening);
  }

  private Throwable named(Throwable failure) {
    return PortTaken.named(failure, config.host(), config.port(), "FALLOW_OPS_PORT");
  }

  private static void failed(RoutingContext ctx) {
    if (ctx.failure() instanceof OverloadedException) {
      ctx.response().setStatusCode(503).putHeader("Retry-After", "1").end();
    } else {
      ctx.next();
    }
  }

  /** Where it listens, once deployed. */
  public int port() {
    return port;
  }
}
