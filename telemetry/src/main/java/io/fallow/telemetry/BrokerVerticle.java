package io.fallow.telemetry;

import io.fallow.telemetry.access.BrokerRoutes;
import io.fallow.telemetry.enrolment.Logins;
import io.fallow.telemetry.ops.PortTaken;
import io.fallow.telemetry.work.BoundedWorkers;
import io.micrometer.core.instrument.MeterRegistry;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.ext.web.Router;
import java.time.Clock;

/** The life cycle of the port at which a broker asks whom to let in. */
public final class BrokerVerticle extends VerticleBase {

  private static final int WORKERS = 2;
  private static final int WAITING = 512;

  private final BrokerPortConfig config;
  private final Logins logins;
  private final MeterRegistry meters;
  private final Clock clock;
  private int port;

  /** A port that is not opened yet. */
  public BrokerVerticle(BrokerPortConfig config, Logins logins, MeterRegistry meters, Clock clock) {
    this.config = config;
    this.logins = logins;
    this.meters = meters;
    this.clock = clock;
  }

  /** Fails with {@link PortTaken} if another program has the port. */
  @Override
  public Future<?> start() {
    Router router = Router.router(vertx);
    BoundedWorkers workers = new BoundedWorkers(vertx, meters, "broker", WORKERS, WAITING);
    new BrokerRoutes(logins, workers, config.secret(), clock).addTo(router);
    HttpServerOptions options =
        new HttpServerOptions()
            .setHttp2ClearTextEnabled(false)
            .setHost(config.host())
            .setPort(config.port())
            .setIdleTimeout(120);
    return vertx
        .createHttpServer(options)
        .requestHandler(router)
        .listen()
        .recover(
            failure ->
                Future.failedFuture(
                    PortTaken.named(
                        failure, config.host(), config.port(), "FALLOW_BROKER_HTTP_PORT")))
        .map(HttpServer::actualPort)
        .onSuccess(listening -> port = listening);
  }

  /** Where it listens, once deployed. */
  public int port() {
    return port;
  }
}
