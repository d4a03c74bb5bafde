package io.fallow.scheduler;

import io.fallow.scheduler.api.ApiServer;
import io.fallow.scheduler.api.operation.SchedulerServices;
import io.fallow.telemetry.ConfigException;
import io.fallow.telemetry.enrolment.GatewayAccess;
import io.fallow.telemetry.ops.ProcessMetrics;
import io.fallow.telemetry.store.Database;
import io.fallow.telemetry.store.OtherLogins;
import io.fallow.telemetry.store.PlatformLogins;
import io.fallow.telemetry.store.RequestLogin;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.vertx.core.Vertx;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Runs the scheduler as a process of its own, configured by {@link SchedulerConfig}. */
public final class Main {

  private static final String LOG_CONFIGURATION = "logback.configurationFile";
  private static final int WRONG_ENVIRONMENT = 2;
  private static final int SECONDS_TO_STOP = 15;

  private Main() {}

  /**
   * Starts, and serves until the process is told to end; or runs a command and exits with its code.
   * Exits with 2 for a wrong environment.
   */
  public static void main(String[] args) {
    if (System.getProperty(LOG_CONFIGURATION) == null) {
      System.setProperty(LOG_CONFIGURATION, "io/fallow/scheduler/logback.xml");
    }
    if (args.length > 0) {
      System.exit(SchedulerCommands.commandLine(System.getenv()).execute(args));
    }
    Logger log = LoggerFactory.getLogger(Main.class);
    try {
      start(SchedulerConfig.of(System.getenv()), log);
    } catch (ConfigException wrong) {
      System.err.println(wrong.getMessage());
      System.exit(WRONG_ENVIRONMENT);
    } catch (Exception failure) {
      log.error("The scheduler can't start: {}", failure.getMessage(), failure);
      System.exit(1);
    }
  }

  private static void start(SchedulerConfig config, Logger log) throws Exception {
    Clock clock = Clock.systemUTC();
    PrometheusMeterRegistry metrics = ProcessMetrics.registry();
    OtherLogins logins = OtherLogins.ofRequests(config.requests());
    Database database = Database.open(config.database(), logins, metrics);
    database.migrate(config.migrations().orElse(config.database()));
    PlatformLogins.check(database, logins, config.migrations());
    check(config, database, log);
    GatewayAccess gateways =
        new GatewayAccess(database, config.gate().open(), config.gate().brokers());
    SchedulerServices services = SchedulerServices.over(database, gateways, metrics);
    Vertx vertx = Vertx.vertx();
    ApiServer server =
        new ApiServer(vertx, config.api(), services, metrics, clock, Optional.empty(), List.of());
    SchedulerVerticle scheduler =
        new SchedulerVerticle(server, services, config.auditKeys(), metrics, clock);
    Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(vertx, database, log), "stop"));
    vertx
        .deployVerticle(scheduler)
        .toCompletionStage()
        .toCompletableFuture()
        .get(1, TimeUnit.MINUTES);
    log.info("The scheduler listens on http://{}:{}", config.api().host(), scheduler.port());
  }

  /** Requests may share the login that does all; one of their own must be bound as it is meant. */
  private static void check(SchedulerConfig config, Database database, Logger log) {
    List<String> faults = RequestLogin.faults(database);
    if (!faults.isEmpty()) {
      throw new IllegalStateException("FALLOW_DB_API_USER: " + String.join("; ", faults));
    }
    if (config.requests().isEmpty()) {
      log.warn(
          "Requests share a login with all else, and put the role fallow_api on for each"
              + " transaction; FALLOW_DB_API_USER names one of their own");
    }
  }

  private static void stop(Vertx vertx, Database database, Logger log) {
    try {
      vertx
          .close()
          .toCompletionStage()
          .toCompletableFuture()
          .get(SECONDS_TO_STOP, TimeUnit.SECONDS);
    } catch (Exception failure) {
      log.warn("The server did not stop in order: {}", failure.getMessage());
    } finally {
      database.close();
    }
  }
}
