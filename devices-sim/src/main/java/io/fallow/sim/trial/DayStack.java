package io.fallow.sim.trial;

import io.fallow.gateway.uplink.UplinkConfig;
import io.fallow.gateway.uplink.UplinkConfig.Until;
import io.fallow.gateway.wire.GatewayAddress;
import io.fallow.scheduler.SchedulerConfig;
import io.fallow.scheduler.SchedulerVerticle;
import io.fallow.scheduler.api.ApiConfig;
import io.fallow.scheduler.api.ApiServer;
import io.fallow.scheduler.api.auth.LocalIssuer;
import io.fallow.scheduler.api.operation.SchedulerServices;
import io.fallow.scheduler.audit.AuditKeys;
import io.fallow.scheduler.calendar.Calendars;
import io.fallow.scheduler.calendar.Turnaround;
import io.fallow.scheduler.calendar.Turnarounds;
import io.fallow.scheduler.calendar.WeeklyOpening;
import io.fallow.scheduler.sharing.Sharing;
import io.fallow.scheduler.sharing.Terms;
import io.fallow.sim.database.LocalTimescale;
import io.fallow.sim.database.LocalTimescaleConfig;
import io.fallow.sim.database.Way;
import io.fallow.sim.machine.FileTree;
import io.fallow.sim.mosquitto.LocalMosquitto;
import io.fallow.sim.mosquitto.MosquittoConfig;
import io.fallow.sim.mosquitto.MosquittoUser;
import io.fallow.telemetry.TelemetryVerticle;
import io.fallow.telemetry.ingest.IngestConfig;
import io.fallow.telemetry.registry.ActivityRule;
import io.fallow.telemetry.registry.Facility;
import io.fallow.telemetry.registry.NewAsset;
import io.fallow.telemetry.registry.Organisation;
import io.fallow.telemetry.registry.Registry;
import io.fallow.telemetry.retention.RetentionConfig;
import io.fallow.telemetry.store.Database;
import io.fallow.telemetry.store.DatabaseConfig;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.vertx.core.Deployable;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * All of Fallow for a trial: a Mosquitto and a PostgreSQL in processes of their own, the pipeline
 * and the scheduler with all its jobs in this one, all going by one clock. An owner shares its
 * machines with two guests.
 */
final class DayStack implements AutoCloseable {

  static final String OWNER = "works";
  static final List<String> GUESTS = List.of("guest", "other");

  private static final String PASSWORD = "trial";
  private static final String TYPE = "mill";
  private static final int CONNECTIONS = 8;
  private static final int PATIENCE_SECONDS = 90;

  private final Clock clock;
  private final Path folder;
  private final PrometheusMeterRegistry meters =
      new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
  private final Deque<AutoCloseable> parts = new ArrayDeque<>();
  private final LocalMosquitto broker;
  private final Database database;
  private final SchedulerServices services;

  /**
   * Starts everything but the gateways.
   *
   * @param gateways and the codes of their machines
   * @param alone machines that no gateway reports
   * @param since when the agreements begin to hold
   */
  DayStack(Map<String, List<String>> gateways, Collection<String> alone, Instant since, Clock clock)
      throws IOException {
    this.clock = clock;
    folder = Files.createTempDirectory("fallow-day-");
    FileTree.mode(folder, "rwx--x--x");
    parts.push(() -> FileTree.delete(folder));
    LocalTimescale timescale = timescale();
    broker = added(LocalMosquitto.start(mosquitto(gateways.keySet())));
    database = pool(timescale, "pipeline");
    database.migrate();
    register(gateways, alone, since);
    Vertx vertx = Vertx.vertx();
    parts.push(() -> vertx.close().await(PATIENCE_SECONDS, TimeUnit.SECONDS));
    deploy(vertx, telemetry());
    Database requests = pool(timescale, "requests");
    services = SchedulerServices.over(requests, meters);
    deploy(vertx, new SchedulerVerticle(server(vertx), services, auditKeys(), meters, clock));
  }

  private <T extends AutoCloseable> T added(T part) {
    parts.push(part);
    return part;
  }

  private LocalTimescale timescale() {
    return added(
        LocalTimescale.start(
            new LocalTimescaleConfig(
                folder,
                System.getenv(),
                List.of(Way.INSTALLED, Way.DEBIAN_PACKAGES),
                Map.of(),
                line -> {})));
  }

  private MosquittoConfig mosquitto(Set<String> gateways) {
    MosquittoConfig config =
        MosquittoConfig.in(folder.resolve("broker"))
            .with(MosquittoUser.platform("telemetry", PASSWORD));
    for (String gateway : gateways) {
      config = config.with(MosquittoUser.gateway(OWNER, gateway, PASSWORD));
    }
    return config;
  }

  private Database pool(LocalTimescale timescale, String name) {
    return added(
        Database.open(
            new DatabaseConfig(
                name, timescale.jdbcUrl(), timescale.user(), timescale.password(), CONNECTIONS)));
  }

  private void register(
      Map<String, List<String>> gateways, Collection<String> alone, Instant since) {
    Registry registry = new Registry(database);
    Organisation owner = registry.registerOrganisation(OWNER, "Works");
    Facility facility =
        registry.registerFacility(OWNER, "main", "Main", ZoneOffset.UTC, 52.5, 13.4);
    new Calendars(database).replaceOpenings(facility, WeeklyOpening.always());
    new Turnarounds(database).set(TYPE, new Turnaround(Duration.ZERO, Machine.TURNAROUND));
    gateways.forEach(
        (gateway, assets) -> {
          registry.registerGateway(new GatewayAddress(OWNER, gateway), "main", PASSWORD);
          assets.forEach(asset -> register(registry, asset));
        });
    alone.forEach(asset -> register(registry, asset));
    for (String guest : GUESTS) {
      Organisation partner = registry.registerOrganisation(guest, guest);
      new Sharing(database, registry)
          .agree(new Terms(owner, partner, Terms.Scope.everything(), since));
    }
  }

  private static void register(Registry registry, String asset) {
    ActivityRule rule = new ActivityRule.Reported(Duration.ofMinutes(5));
    registry.registerAsset(new NewAsset(OWNER, "main", asset, asset, TYPE, Set.of(), rule));
  }

  private TelemetryVerticle telemetry() {
    IngestConfig config = IngestConfig.of(broker.uri(), "telemetry", PASSWORD, "telemetry-day");
    return new TelemetryVerticle(
        config,
        Optional.empty(),
        RetentionConfig.DEFAULT,
        database,
        new Registry(database),
        meters,
        clock);
  }

  private Path issuer() {
    return folder.resolve("issuer");
  }

  private AuditKeys auditKeys() {
    return AuditKeys.open(SchedulerConfig.localKeys(issuer()));
  }

  private ApiServer server(Vertx vertx) {
    LocalIssuer issuer = LocalIssuer.open(issuer());
    ApiConfig config = new ApiConfig("127.0.0.1", 0, issuer.trust(), CONNECTIONS, 64);
    return new ApiServer(vertx, config, services, meters, clock, Optional.empty(), List.of());
  }

  private static void deploy(Vertx vertx, Deployable verticle) {
    try {
      vertx.deployVerticle(verticle).await(PATIENCE_SECONDS, TimeUnit.SECONDS);
    } catch (TimeoutException e) {
      throw new IllegalStateException("a part did not start in time", e);
    }
  }

  /** How a gateway reaches the broker. */
  UplinkConfig uplink(String gateway) {
    return UplinkConfig.of(broker.uri(), new GatewayAddress(OWNER, gateway), PASSWORD)
        .until(Until.PLATFORM);
  }

  Path folder() {
    return folder;
  }

  Database database() {
    return database;
  }

  SchedulerServices services() {
    return services;
  }

  @Override
  public void close() {
    for (AutoCloseable part : parts) {
      try {
        part.close();
      } catch (Exception e) {
        throw new IllegalStateException("a part did not end in order", e);
      }
    }
  }
}
