package io.fallow.sim.local;

import io.fallow.sim.broker.EmbeddedBroker;
import io.fallow.sim.database.LocalTimescale;
import io.fallow.sim.database.LocalTimescaleConfig;
import io.fallow.sim.world.DemoWorld;
import io.fallow.sim.world.DemoWorldLoader;
import io.fallow.sim.world.WorldStart;
import io.fallow.telemetry.TelemetryVerticle;
import io.fallow.telemetry.enrolment.GatewayAccess;
import io.fallow.telemetry.enrolment.Logins;
import io.fallow.telemetry.ingest.IngestConfig;
import io.fallow.telemetry.registry.Registry;
import io.fallow.telemetry.retention.RetentionConfig;
import io.fallow.telemetry.sparkplug.SparkplugConfig;
import io.fallow.telemetry.store.Database;
import io.fallow.telemetry.store.DatabaseConfig;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CountDownLatch;

/**
 * Fallow on one machine. {@link #start} brings up, in this order, the database, the demo world's
 * registry, the broker, the pipeline, the API and the gateways, and returns once people can use it;
 * the history goes on coming in. {@link #close} takes down what is up, in reverse order; also while
 * another thread is still starting.
 */
final class LocalStack implements AutoCloseable {

  private static final long SEED = 20_261_121;
  private static final int PIPELINE_CONNECTIONS = 8;
  private static final int REQUEST_CONNECTIONS = 10;

  private final LocalConfig config;
  private final DemoWorld world;
  private final Console console;
  private final Home home;
  private final PrometheusMeterRegistry meters =
      new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
  private final Parts parts = new Parts();
  private final CompletableFuture<Clock> time = new CompletableFuture<>();
  private final CountDownLatch closed = new CountDownLatch(1);
  private volatile boolean closing;

  LocalStack(LocalConfig config, DemoWorld world, Console console) {
    this.config = config;
    this.world = world;
    this.console = console;
    this.home = new Home(config.home());
  }

  /**
   * Starts everything. Called once.
   *
   * @throws StartException when a port is taken or another stack runs on the home folder
   * @throws io.fallow.sim.database.LocalTimescaleException when there is no database to be had
   */
  void start() throws IOException {
    Instant began = Instant.now();
    takeHomeAndPorts();
    LocalTimescale timescale = database();
    Database pipeline = pool(timescale, "pipeline", PIPELINE_CONNECTIONS);
    Registry registry = new Registry(pipeline);
    CompletableFuture<EmbeddedBroker> starting =
        CompletableFuture.supplyAsync(() -> broker(new Logins(pipeline)));
    pipeline.migrate();

    Instant now = Instant.now();
    WorldStart start =
        WorldStart.now(SEED, Duration.ofDays(config.historyDays()), now).orKeptIn(home.world());
    GatewayFleet fleet = parts.add("queues", GatewayFleet.open(home, world, start));
    boolean first = !fleet.playedThrough().isAfter(start.start());
    Clock clock = clock(fleet, now);
    time.complete(clock);
    DemoWorldLoader.load(world, start, clock.instant(), pipeline, home::password);

    EmbeddedBroker broker = joined(starting);
    Verticles verticles = parts.add("vertx", new Verticles());
    TelemetryVerticle telemetry = telemetry(broker, pipeline, registry, clock);
    parts.add("pipeline", verticles.deploy(telemetry));
    LocalApi api = api(verticles, timescale, broker, telemetry, clock);

    Instant present = clock.instant();
    parts.add("gateways", fleet);
    fleet.start(broker.uri(), clock);
    HistoryWatch history =
        new HistoryWatch(new HistoryProgress(pipeline, registry, fleet, present), console);
    console.say(
        new ReadyNote(config, home, world, timescale.provenance(), api.people(), first, present)
            .text(Duration.between(began, Instant.now())));
    parts.add("history watch", history).start();
  }

  /** Whether {@link #close} has been called. */
  boolean closing() {
    return closing;
  }

  /** Waits until everything is down. */
  void awaitClosed() throws InterruptedException {
    closed.await();
  }

  @Override
  public void close() {
    closing = true;
    parts.close();
    closed.countDown();
  }

  private void takeHomeAndPorts() throws IOException {
    Files.createDirectories(home.folder());
    parts.add("lock", HomeLock.take(home.folder()));
    Ports.refuseTaken(config.bind(), config.httpPort(), "FALLOW_HTTP_PORT");
    Ports.refuseTaken("127.0.0.1", config.mqttPort(), "FALLOW_MQTT_PORT");
    console.say("Fallow starts on " + home.folder());
  }

  private LocalTimescale database() {
    LocalTimescale timescale =
        LocalTimescale.start(LocalTimescaleConfig.of(home.folder(), config.env(), console::say));
    parts.add("database", timescale);
    console.say("Database: " + timescale.provenance());
    return timescale;
  }

  private Database pool(LocalTimescale timescale, String name, int connections) {
    DatabaseConfig settings = AttachedDatabase.config(timescale.connection(), name, connections);
    return parts.add("pool " + name, Database.open(settings, meters));
  }

  /** A simulation that ran faster than time stays ahead of it: what was told can't be untold. */
  private Clock clock(GatewayFleet fleet, Instant now) {
    Instant told = fleet.playedThrough();
    return SimulationClock.startingAt(
        told.isAfter(now) ? told : now, config.speed(), Clock.systemUTC());
  }

  /** Comes up beside the schema and the demo world, which take as long. */
  private EmbeddedBroker broker(Logins logins) {
    StackAccess access =
        new StackAccess(
            home.telemetryPassword(),
            (user, password) -> logins.mayConnect(user, password, time.join().instant()));
    try {
      return parts.add("broker", new EmbeddedBroker(home.broker(), config.mqttPort(), access));
    } catch (IOException e) {
      throw new StartException("The broker can't start: " + e.getMessage(), e);
    }
  }

  private static EmbeddedBroker joined(CompletableFuture<EmbeddedBroker> starting) {
    try {
      return starting.join();
    } catch (CompletionException e) {
      throw e.getCause() instanceof StartException known ? known : e;
    }
  }

  private TelemetryVerticle telemetry(
      EmbeddedBroker broker, Database pipeline, Registry registry, Clock clock) {
    IngestConfig settings =
        IngestConfig.of(
            broker.uri(), StackAccess.TELEMETRY, home.telemetryPassword(), "fallow-telemetry");
    SparkplugConfig edgeNodes =
        new SparkplugConfig(
            broker.uri(), StackAccess.TELEMETRY, home.telemetryPassword(), "fallow");
    return new TelemetryVerticle(
        settings,
        Optional.of(edgeNodes),
        RetentionConfig.DEFAULT,
        pipeline,
        registry,
        meters,
        clock);
  }

  private LocalApi api(
      Verticles verticles,
      LocalTimescale timescale,
      EmbeddedBroker broker,
      TelemetryVerticle telemetry,
      Clock clock)
      throws IOException {
    Database requests = pool(timescale, "requests", REQUEST_CONNECTIONS);
    LocalApi api =
        new LocalApi(
            verticles,
            config,
            home,
            world,
            requests,
            new GatewayAccess(requests, new StackGate(broker), List.of(broker.uri())),
            REQUEST_CONNECTIONS,
            meters,
            clock,
            telemetry.checks());
    parts.add("api", api).start();
    new FirstVisit(config.url(), api.people()).pay(clock.instant());
    return api;
  }
}
