package io.fallow.telemetry.sparkplug;

import io.fallow.gateway.wire.Activity;
import io.fallow.gateway.wire.GatewayAddress;
import io.fallow.sim.database.TestDatabase;
import io.fallow.sim.edge.TahuNode;
import io.fallow.sim.mosquitto.LocalMosquitto;
import io.fallow.sim.mosquitto.MosquittoConfig;
import io.fallow.sim.mosquitto.MosquittoUser;
import io.fallow.telemetry.ingest.IngestConfig;
import io.fallow.telemetry.ingest.IngestService;
import io.fallow.telemetry.registry.ActivityRule;
import io.fallow.telemetry.registry.Asset;
import io.fallow.telemetry.registry.NewAsset;
import io.fallow.telemetry.registry.Registry;
import io.fallow.telemetry.store.Database;
import io.fallow.telemetry.store.DatabaseConfig;
import io.fallow.telemetry.usage.ActivityNow;
import io.fallow.telemetry.usage.UsageQueries;
import io.fallow.telemetry.usage.UsageWorker;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.file.Path;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.time.Duration;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * Mosquitto, TimescaleDB, and the pipeline between them. Organisation lakeside has gateway edge-1,
 * which speaks Sparkplug B, and asset press-7, which says what it does.
 */
final class SparkplugWorld implements AutoCloseable {

  static final GatewayAddress GATEWAY = new GatewayAddress("lakeside", "edge-1");
  static final String SECRET = "secret";

  final AheadClock clock = new AheadClock();
  final SimpleMeterRegistry meters = new SimpleMeterRegistry();
  final LocalMosquitto broker;
  final Database database;
  final Registry registry;
  private final TestDatabase server = TestDatabase.create();
  private final IngestService ingest;
  private final UsageWorker usage;
  private final UsageQueries queries;
  private final Asset press;

  SparkplugWorld(Path folder) {
    broker =
        LocalMosquitto.start(
            MosquittoConfig.in(folder)
                .with(MosquittoUser.platform("telemetry", SECRET))
                .with(MosquittoUser.gateway("lakeside", "edge-1", SECRET)));
    database =
        Database.open(
            new DatabaseConfig("test", server.jdbcUrl(), server.user(), server.password(), 8));
    database.migrate();
    registry = new Registry(database);
    registry.registerOrganisation("lakeside", "Lakeside");
    registry.registerFacility("lakeside", "main", "Main", ZoneId.of("Europe/Berlin"), 52.5, 13.4);
    registry.registerGateway(GATEWAY, "main", SECRET);
    ActivityRule rule = new ActivityRule.Reported(Duration.ofMinutes(5));
    press =
        registry.registerAsset(
            new NewAsset("lakeside", "main", "press-7", "Press 7", "press", Set.of(), rule));
    queries = new UsageQueries(database);
    ingest =
        new IngestService(
            IngestConfig.of(broker.uri(), "telemetry", SECRET, "fallow-test"),
            database,
            registry,
            meters,
            clock);
    ingest.start();
    usage = new UsageWorker(database, registry, meters, clock);
    usage.start();
  }

  /** One more instance of the host, started. */
  SparkplugHost host() {
    SparkplugConfig config = new SparkplugConfig(broker.uri(), "telemetry", SECRET, "fallow");
    SparkplugHost host = new SparkplugHost(config, database, registry, ingest, meters, clock);
    host.start();
    return host;
  }

  TahuNode node() throws Exception {
    return new TahuNode(broker.uri(), "lakeside", "edge-1", SECRET, "press-7", clock);
  }

  /** What the platform believes that the press does. */
  Activity activity() {
    return now().activity();
  }

  ActivityNow now() {
    return queries.now(List.of(press.id()), clock.instant()).get(press.id());
  }

  double counter(String name) {
    return meters.counter(name).count();
  }

  List<String> texts(String sql) {
    return database.inTransaction(
        connection -> {
          List<String> found = new ArrayList<>();
          try (PreparedStatement select = connection.prepareStatement(sql);
              ResultSet row = select.executeQuery()) {
            while (row.next()) {
              found.add(row.getString(1));
            }
          }
          return found;
        });
  }

  @Override
  public void close() {
    usage.close();
    ingest.close();
    database.close();
    server.close();
    broker.close();
  }
}
