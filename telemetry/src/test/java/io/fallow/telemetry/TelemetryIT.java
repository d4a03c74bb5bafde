package io.fallow.telemetry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.fallow.gateway.queue.DiskQueue;
import io.fallow.gateway.queue.QueueLimits;
import io.fallow.gateway.uplink.Uplink;
import io.fallow.gateway.uplink.UplinkConfig;
import io.fallow.gateway.wire.GatewayAddress;
import io.fallow.gateway.wire.Reading;
import io.fallow.sim.broker.BrokerAccess;
import io.fallow.sim.broker.EmbeddedBroker;
import io.fallow.sim.database.TestDatabase;
import io.fallow.telemetry.ops.PortTaken;
import io.vertx.core.json.JsonObject;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The headless process as its operators see it, with a real database and a real broker. */
class TelemetryIT {

  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private final HttpClient http = HttpClient.newHttpClient();
  private final TestDatabase database = TestDatabase.create();
  @TempDir Path folder;
  private EmbeddedBroker broker;
  private Telemetry telemetry;

  @BeforeEach
  void start() throws Exception {
    broker = new EmbeddedBroker(folder.resolve("broker"), 0, new Everybody());
    telemetry = Telemetry.start(config(0), Clock.systemUTC());
  }

  @AfterEach
  void stop() throws Exception {
    telemetry.close();
    broker.close();
    database.close();
  }

  @Test
  void isNotReadyWhileTheBrokerIsAwayAndSaysSo() throws Exception {
    awaitChecks(Map.of("database", "UP", "ingest", "UP", "sparkplug", "UP"));
    assertThat(get("/health/ready").statusCode()).isEqualTo(200);

    int port = broker.port();
    broker.close();
    awaitChecks(Map.of("database", "UP", "ingest", "DOWN", "sparkplug", "DOWN"));
    HttpResponse<String> away = get("/health/ready");
    assertThat(away.statusCode()).isEqualTo(503);
    assertThat(reason(away, "ingest")).contains("connection to the broker");
    await()
        .atMost(PATIENCE)
        .until(() -> reason(get("/health/ready"), "sparkplug").contains("no Sparkplug host at"));
    assertThat(get("/health/live").statusCode()).isEqualTo(200);

    broker = new EmbeddedBroker(folder.resolve("broker"), port, new Everybody());
    awaitChecks(Map.of("database", "UP", "ingest", "UP", "sparkplug", "UP"));
  }

  @Test
  void isNotReadyWhileTheDatabaseIsAwayAndSaysSo() throws Exception {
    awaitChecks(Map.of("database", "UP", "ingest", "UP"));

    database.stopServer();
    try {
      awaitChecks(Map.of("database", "DOWN", "ingest", "UP"));
      assertThat(reason(get("/health/ready"), "database")).isEqualTo("not reachable");
    } finally {
      database.startServer();
    }
    awaitChecks(Map.of("database", "UP", "ingest", "UP"));
  }

  @Test
  void itsMetricsCountWhatCameIn() throws Exception {
    assertThat(get("/metrics").body())
        .contains("fallow_ingest_messages_total 0.0", "jvm_memory_used_bytes");

    publishOneMessage();

    await()
        .atMost(PATIENCE)
        .untilAsserted(
            () -> assertThat(get("/metrics").body()).contains("fallow_ingest_messages_total 1.0"));
  }

  @Test
  void theDashboardAndTheAlertsAskForMetricsAndLabelsThatThereAre() throws Exception {
    publishOneMessage();
    await().atMost(PATIENCE).until(() -> get("/metrics").body().contains("messages_total 1.0"));
    Scrape scrape = Scrape.of(get("/metrics").body());

    List<PromQl> dashboard = OperatorFiles.dashboard();
    List<PromQl> alerts = OperatorFiles.alerts();

    assertThat(dashboard).hasSizeGreaterThan(20).allSatisfy(scrape::has);
    assertThat(alerts).hasSizeGreaterThan(10).allSatisfy(scrape::has);
  }

  @Test
  void whatTheMetricsAreCountedByDoesNotGrowWithTheAssets() throws Exception {
    publishOneMessage();
    await().atMost(PATIENCE).until(() -> get("/metrics").body().contains("messages_total 1.0"));

    Scrape scrape = Scrape.of(get("/metrics").body());

    assertThat(scrape.metrics()).hasSizeGreaterThan(50);
    assertThat(scrape.metrics())
        .allSatisfy(
            (metric, labels) -> {
              if (metric.startsWith("fallow_")) {
                assertThat(labels).as(metric).isSubsetOf("outcome", "pool", "reason", "table");
              }
            });
  }

  @Test
  void aTakenPortIsNamedWithItsVariable() {
    TelemetryConfig same = config(telemetry.opsPort());

    assertThatThrownBy(() -> Telemetry.start(same, Clock.systemUTC()))
        .isInstanceOf(PortTaken.class)
        .hasMessageContaining("port " + telemetry.opsPort() + " on 127.0.0.1 is taken")
        .hasMessageContaining("FALLOW_OPS_PORT");
  }

  private static final String LATER_MIGRATION =
      """
      INSERT INTO flyway_schema_history (installed_rank, version, description, type, script,
                                         checksum, installed_by, execution_time, success)
      VALUES (1000, '99991231.2359', 'of another module', 'SQL', 'V99991231_2359__other.sql',
              1, 'test', 1, true)
      """;

  @Test
  void startsOnASchemaThatOtherProcessesHaveExtended() throws Exception {
    telemetry.close();
    try (Connection connection =
            DriverManager.getConnection(database.jdbcUrl(), database.user(), database.password());
        Statement statement = connection.createStatement()) {
      statement.execute(LATER_MIGRATION);
    }

    telemetry = Telemetry.start(config(0), Clock.systemUTC());

    awaitChecks(Map.of("database", "UP", "ingest", "UP"));
  }

  @Test
  void onceClosedItsPortAndItsThreadsAreGone() {
    telemetry.close();

    assertThatThrownBy(() -> get("/health/live")).isInstanceOf(ConnectException.class);
    assertThat(telemetry.health().connected()).isFalse();
    assertThat(Thread.getAllStackTraces().keySet())
        .extracting(Thread::getName)
        .noneMatch(name -> name.startsWith("ingest-") || name.startsWith("usage-worker"));
  }

  private TelemetryConfig config(int opsPort) {
    return TelemetryConfig.of(
        Map.of(
            "FALLOW_DB_URL", database.jdbcUrl(),
            "FALLOW_DB_USER", database.user(),
            "FALLOW_DB_PASSWORD", database.password(),
            "FALLOW_MQTT_URL", broker.uri().toString(),
            "FALLOW_MQTT_USER", "telemetry",
            "FALLOW_MQTT_PASSWORD", "secret",
            "FALLOW_SPARKPLUG_HOST", "fallow",
            "FALLOW_OPS_PORT", String.valueOf(opsPort)));
  }

  /** Of a gateway that nobody knows: what is rejected has come in, too. */
  private void publishOneMessage() throws Exception {
    GatewayAddress gateway = new GatewayAddress("lakeside", "gw-1");
    try (DiskQueue queue =
            DiskQueue.open(folder.resolve("queue"), QueueLimits.DEFAULT, Clock.systemUTC());
        Uplink uplink = new Uplink(UplinkConfig.of(broker.uri(), gateway, "secret"), queue)) {
      uplink.start();
      queue.append(List.of(Reading.ofPower("mri-1", Instant.now(), 400)));
      assertThat(queue.awaitAcknowledged(PATIENCE)).isTrue();
    }
  }

  private void awaitChecks(Map<String, String> expected) {
    await()
        .atMost(PATIENCE)
        .untilAsserted(
            () ->
                assertThat(
                        checks(get("/health/ready")).stream()
                            .collect(
                                Collectors.toMap(
                                    check -> check.getString("name"),
                                    check -> check.getString("status"))))
                    .containsAllEntriesOf(expected));
  }

  private static String reason(HttpResponse<String> readiness, String name) {
    return checks(readiness).stream()
        .filter(check -> check.getString("name").equals(name))
        .map(check -> check.getString("reason"))
        .findFirst()
        .orElseThrow();
  }

  private static List<JsonObject> checks(HttpResponse<String> readiness) {
    return new JsonObject(readiness.body())
        .getJsonArray("checks").stream().map(JsonObject.class::cast).toList();
  }

  private HttpResponse<String> get(String path) throws Exception {
    URI address = URI.create("http://127.0.0.1:" + telemetry.opsPort() + path);
    return http.send(
        HttpRequest.newBuilder(address).timeout(PATIENCE).build(), BodyHandlers.ofString());
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
