package io.fallow.telemetry.ingest;

import static org.awaitility.Awaitility.await;

import io.fallow.gateway.wire.GatewayAddress;
import io.fallow.gateway.wire.JsonBatchCodec;
import io.fallow.gateway.wire.MessageKey;
import io.fallow.gateway.wire.Reading;
import io.fallow.gateway.wire.ReadingBatch;
import io.fallow.sim.broker.BrokerAccess;
import io.fallow.sim.broker.EmbeddedBroker;
import io.fallow.sim.database.TestDatabase;
import io.fallow.telemetry.registry.ActivityRule;
import io.fallow.telemetry.registry.NewAsset;
import io.fallow.telemetry.registry.Registry;
import io.fallow.telemetry.store.Database;
import io.fallow.telemetry.store.DatabaseConfig;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.Statement;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.eclipse.paho.mqttv5.common.MqttException;

/**
 * A broker, a database and ingest between them. Organisation lakeside has the facilities main, with
 * gateway gw-1 and asset mri-1, and north, with asset ct-9. It is {@link #NOW}, always.
 */
final class IngestStack implements AutoCloseable {

  static final Instant NOW = Instant.parse("2026-11-21T12:00:00Z");
  static final Duration PATIENCE = Duration.ofSeconds(60);
  static final String OWN = "fallow/v1/lakeside/gw-1/readings";
  private static final long EPOCH = 1_763_758_412_345L;

  final TestDatabase server = TestDatabase.create();
  private final Path folder;
  private final Database database;
  private final Registry registry;
  private EmbeddedBroker broker;
  private Sender sender;
  private IngestService ingest;
  private SimpleMeterRegistry meters;

  IngestStack(Path folder) throws Exception {
    this(folder, "");
  }

  /**
   * The same with other settings of the driver.
   *
   * @param driver such as {@code socketTimeout=3}
   */
  IngestStack(Path folder, String driver) throws Exception {
    this.folder = folder;
    String url = server.jdbcUrl();
    String all = url + (url.contains("?") ? "&" : "?") + driver;
    database = Database.open(new DatabaseConfig("test", all, server.user(), server.password(), 4));
    database.migrate();
    registry = new Registry(database);
    ZoneId zone = ZoneId.of("Europe/Berlin");
    registry.registerOrganisation("lakeside", "Lakeside");
    registry.registerFacility("lakeside", "main", "Main", zone, 52.5, 13.4);
    registry.registerFacility("lakeside", "north", "North", zone, 54.3, 10.1);
    registry.registerGateway(new GatewayAddress("lakeside", "gw-1"), "main", "secret");
    asset("main", "mri-1");
    asset("north", "ct-9");
    startBroker(0);
  }

  /** Empties the tables and starts ingest anew. */
  void begin() {
    execute("TRUNCATE reading, message_ledger, rejected_message, usage_mark, usage_dirty");
    meters = new SimpleMeterRegistry();
    ingest = ingest("ingest-1");
    await().atMost(PATIENCE).until(() -> ingest.health().healthy());
  }

  void end() {
    ingest.close();
  }

  private void startBroker(int port) throws Exception {
    broker = new EmbeddedBroker(folder, port, new Everybody());
    sender = new Sender(broker.uri());
  }

  /** Stops the broker, waits until that is noticed, and starts it where it was. */
  void restartBroker() throws Exception {
    int port = broker.port();
    broker.close();
    await().atMost(PATIENCE).until(() -> !ingest.health().connected());
    startBroker(port);
  }

  /** Another instance on the same database. */
  IngestService ingest(String clientId) {
    IngestConfig config = IngestConfig.of(broker.uri(), "ingest", "secret", clientId);
    Clock clock = Clock.fixed(NOW, ZoneOffset.UTC);
    IngestService service = new IngestService(config, database, registry, meters, clock);
    service.start();
    return service;
  }

  void restartIngest() {
    ingest.close();
    ingest = ingest("ingest-1");
  }

  IngestHealth health() {
    return ingest.health();
  }

  ReadingIntake intake() {
    return ingest;
  }

  void asset(String facility, String code) {
    ActivityRule rule = new ActivityRule.Reported(Duration.ofMinutes(5));
    registry.registerAsset(new NewAsset("lakeside", facility, code, code, "mri", Set.of(), rule));
  }

  /** Publishes as gw-1. */
  void send(long sequence, Reading... readings) throws Exception {
    sender.send(OWN, message(sequence, readings));
  }

  void send(String topic, String payload) throws Exception {
    sender.send(topic, payload);
  }

  void send(String topic, byte[] payload) throws Exception {
    sender.send(topic, payload);
  }

  static byte[] message(long sequence, Reading... readings) {
    return JsonBatchCodec.encode(
        new ReadingBatch(Optional.of(new MessageKey(EPOCH, sequence)), Arrays.asList(readings)));
  }

  /** A reading of mri-1. */
  static Reading power(Instant time, double watts) {
    return Reading.ofPower("mri-1", time, watts);
  }

  void awaitReadings(int count) {
    await().atMost(PATIENCE).ignoreExceptions().until(() -> readings() == count);
  }

  int readings() {
    return Integer.parseInt(texts("SELECT count(*) FROM reading").get(0));
  }

  int rejects() {
    return Integer.parseInt(texts("SELECT count(*) FROM rejected_message").get(0));
  }

  double counter(String name, String... tags) {
    return meters.counter(name, tags).count();
  }

  byte[] keptPayload() {
    return database.inTransaction(
        connection -> {
          try (PreparedStatement select =
                  connection.prepareStatement("SELECT payload FROM rejected_message");
              ResultSet row = select.executeQuery()) {
            row.next();
            return row.getBytes(1);
          }
        });
  }

  /** The first column of a query's answer. */
  List<String> texts(String sql) {
    return database.inTransaction(
        connection -> {
          List<String> found = new ArrayList<>();
          try (Statement select = connection.createStatement()) {
            select.execute("SET LOCAL ROLE NONE"); // as the owner
            ResultSet row = select.executeQuery(sql);
            while (row.next()) {
              found.add(row.getString(1));
            }
          }
          return found;
        });
  }

  void execute(String sql) {
    database.inTransaction(
        connection -> {
          try (Statement statement = connection.createStatement()) {
            statement.execute("SET LOCAL ROLE NONE"); // as the owner
            return statement.execute(sql);
          }
        });
  }

  @Override
  public void close() throws IOException, MqttException {
    sender.close();
    broker.close();
    database.close();
    server.close();
  }

  private record Everybody() implements BrokerAccess {

    @Override
    public boolean mayConnect(String user, String password) {
      return true;
    }

    @Override
    public boolean mayPublish(String user, String topic) {
      return true;
    }

    @Override
    public boolean maySubscribe(String user, String topicFilter) {
      return true;
    }
  }
}
