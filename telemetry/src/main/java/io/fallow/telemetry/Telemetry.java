package io.fallow.telemetry;

import io.fallow.telemetry.enrolment.Logins;
import io.fallow.telemetry.ingest.IngestHealth;
import io.fallow.telemetry.ops.DatabaseCheck;
import io.fallow.telemetry.ops.HealthCheck;
import io.fallow.telemetry.ops.PortTaken;
import io.fallow.telemetry.ops.ProcessMetrics;
import io.fallow.telemetry.registry.Registry;
import io.fallow.telemetry.store.Database;
import io.fallow.telemetry.store.PlatformLogins;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The whole process: the ops port and the pipeline, on one pool of connections. */
public final class Telemetry implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(Telemetry.class);
  private static final int PATIENCE_SECONDS = 90;

  private final Vertx vertx =
      Vertx.vertx(new VertxOptions().setEventLoopPoolSize(1).setWorkerPoolSize(2));
  private final TelemetryConfig config;
  private final Database database;
  private final TelemetryVerticle pipeline;
  private final OpsVerticle ops;
  private final Optional<BrokerVerticle> brokerPort;

  private Telemetry(TelemetryConfig config, Clock clock) {
    PrometheusMeterRegistry meters = ProcessMetrics.registry();
    this.config = config;
    database = Database.open(config.database(), config.logins(), meters);
    pipeline =
        new TelemetryVerticle(
            config.ingest(),
            config.sparkplug(),
            config.retention(),
            database,
            new Registry(database),
            meters,
            clock);
    List<HealthCheck> checks = new ArrayList<>(pipeline.checks());
    checks.add(0, new DatabaseCheck(database));
    ops = new OpsVerticle(config.ops(), checks, meters);
    brokerPort =
        config
            .brokerPort()
            .map(port -> new BrokerVerticle(port, new Logins(database), meters, clock));
  }

  /**
   * Opens the ops port, brings the schema up to date and starts the pipeline. The broker may come
   * up later.
   *
   * @throws PortTaken when another program has the ops port; nothing runs then
   * @throws RuntimeException when the schema can't be brought up to date, or a login may do more
   *     than it is for; nothing runs then
   */
  public static Telemetry start(TelemetryConfig config, Clock clock) {
    Telemetry telemetry = new Telemetry(config, clock);
    try {
      telemetry.start();
      return telemetry;
    } catch (RuntimeException failure) {
      telemetry.close();
      throw failure;
    }
  }

  private void start() {
    finished(vertx.deployVerticle(ops));
    database.migrate(config.migrations().orElse(config.database()));
    PlatformLogins.check(database, config.logins(), config.migrations());
    finished(vertx.deployVerticle(pipeline));
    brokerPort.ifPresent(port -> finished(vertx.deployVerticle(port)));
  }

  /** How ingest is doing. */
  public IngestHealth health() {
    return pipeline.health();
  }

  /** Where the ops port is. */
  public int opsPort() {
    return ops.port();
  }

  /** Where a broker asks whom to let in, if it is to. */
  public OptionalInt brokerPort() {
    return brokerPort.map(BrokerVerticle::port).map(OptionalInt::of).orElse(OptionalInt.empty());
  }

  /** Lets the work under way finish. */
  @Override
  public void close() {
    try {
      finished(vertx.close());
    } catch (RuntimeException failure) {
      LOG.warn("Telemetry did not stop in order: {}", failure.getMessage());
    } finally {
      database.close();
    }
  }

  private static void finished(Future<?> future) {
    try {
      future.await(PATIENCE_SECONDS, TimeUnit.SECONDS);
    } catch (TimeoutException late) {
      throw new IllegalStateException("not done within " + PATIENCE_SECONDS + " s", late);
    }
  }
}
