package io.fallow.telemetry.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.fallow.gateway.wire.Activity;
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
import java.nio.charset.StandardCharsets;
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
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** From a real broker into a real TimescaleDB. */
class IngestIT {

  private static final Instant NOW = Instant.parse("2026-11-21T12:00:00Z");
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final String OWN = "fallow/v1/lakeside/gw-1/readings";
  private static final long EPOCH = 1_763_758_412_345L;

  @TempDir Path folder;
  private TestDatabase server;
  private Database database;
  private Registry registry;
  private EmbeddedBroker broker;
  private Sender sender;
  private IngestService ingest;
  private final SimpleMeterRegistry meters = new SimpleMeterRegistry();

  @BeforeEach
  void start() throws Exception {
    server = TestDatabase.create();
    database =
        Database.open(
            new DatabaseConfig("test", server.jdbcUrl(), server.user(), server.password(), 4));
    database.migrate();
    registry = new Registry(database);
    ZoneId zone = ZoneId.of("Europe/Berlin");
    registry.registerOrganisation("lakeside", "Lakeside");
    registry.registerFacility("lakeside", "main", "Main", zone, 52.5, 13.4);
    registry.registerFacility("lakeside", "north", "North", zone, 54.3, 10.1);
    registry.registerGateway(new GatewayAddress("lakeside", "gw-1"), "main", "secret");
    asset("main", "mri-1");
    asset("north", "ct-9");
    broker = new EmbeddedBroker(folder, 0, new Everybody());
    sender = new Sender(broker.uri());
    ingest = ingest("ingest-1");
    await().atMost(PATIENCE).until(() -> ingest.health().healthy());
  }

  @AfterEach
  void stop() throws Exception {
    ingest.close();
    sender.close();
    broker.close();
    database.close();
    server.close();
  }

  static Stream<Arguments> badInput() {
    String time = "\"time\":\"2026-11-21T11:00:00Z\"";
    return Stream.of(
        bad("unknown-topic", "fallow/v1/lakeside/gw-1/nonsense", "{}"),
        bad("unknown-topic", "fallow/v7/lakeside/gw-1/readings", "{}"),
        bad("unknown-gateway", "fallow/v1/lakeside/gw-7/readings", "{}"),
        bad("unparsable", OWN, "{\"readings\":[{"),
        bad("unparsable", OWN, "\u0000\u0001\u0002"),
        bad("unsupported-version", OWN, "{\"v\":2,\"readings\":[]}"),
        bad("empty-batch", OWN, "{\"readings\":[]}"),
        bad("unknown-asset", OWN, one("\"asset\":\"mri-99\"," + time + ",\"powerW\":1")),
        bad("unknown-asset", OWN, one("\"asset\":\"a\\u0000b\"," + time + ",\"powerW\":1")),
        bad("foreign-asset", OWN, one("\"asset\":\"ct-9\"," + time + ",\"powerW\":1")),
        bad(
            "time-in-future",
            OWN,
            one("\"asset\":\"mri-1\",\"time\":\"2031-01-01T00:00:00Z\",\"powerW\":1")),
        bad(
            "time-too-old",
            OWN,
            one("\"asset\":\"mri-1\",\"time\":\"1970-01-01T00:00:00Z\",\"powerW\":1")),
        bad("not-finite", OWN, one("\"asset\":\"mri-1\"," + time + ",\"powerW\":NaN")),
        bad("invalid-value", OWN, one("\"asset\":\"mri-1\"," + time + ",\"powerW\":-5")),
        bad("too-large", OWN, "x".repeat(10 << 20)));
  }

  @ParameterizedTest
  @MethodSource("badInput")
  void badInputIsRejectedWithItsReasonAndKeptAndTheStreamGoesOn(
      String reason, String topic, String payload) throws Exception {
    sender.send(OWN, message(1, power(NOW.minusSeconds(60), 1)));
    sender.send(topic, payload);
    sender.send(OWN, message(2, power(NOW.minusSeconds(30), 2)));

    await().atMost(PATIENCE).until(() -> readings() == 2 && rejects() == 1);
    assertThat(texts("SELECT reason FROM rejected_message")).containsExactly(reason);
    assertThat(texts("SELECT topic FROM rejected_message")).containsExactly(topic);
    assertThat(keptPayload()).isEqualTo(payload.getBytes(StandardCharsets.UTF_8));
    assertThat(meters.counter("fallow.ingest.rejected", "reason", reason).count()).isEqualTo(1);
  }

  @Test
  void ofAMessageTheGoodReadingsAreStoredAndTheOthersAreKept() throws Exception {
    String good = "{\"asset\":\"mri-1\",\"time\":\"2026-11-21T11:00:00Z\",\"activity\":\"IN_USE\"}";
    String nan = "{\"asset\":\"mri-1\",\"time\":\"2026-11-21T11:01:00Z\",\"powerW\":NaN}";
    String alien = "{\"asset\":\"ufo-1\",\"time\":\"2026-11-21T11:02:00Z\",\"powerW\":%d.0}";
    sender.send(
        OWN,
        "{\"readings\":["
            + String.join(",", good, nan, alien.formatted(1), alien.formatted(2))
            + "]}");

    await().atMost(PATIENCE).until(() -> rejects() == 2);
    assertThat(texts("SELECT activity FROM reading")).containsExactly("3");
    assertThat(
            texts(
                "SELECT reason || ' ' || readings || ' ' || convert_from(payload, 'UTF8')"
                    + " FROM rejected_message ORDER BY reason"))
        .containsExactly(
            "not-finite 1 " + nan,
            "unknown-asset 2 {\"v\":1,\"readings\":["
                + alien.formatted(1)
                + ","
                + alien.formatted(2)
                + "]}");
    assertThat(texts("SELECT stored || ' ' || rejected FROM message_ledger"))
        .containsExactly("1 3");
  }

  @Test
  void storesWhatAReadingSaysAndMarksItsAsset() throws Exception {
    Instant time = Instant.parse("2026-11-21T11:59:58.123456Z");
    Reading reading =
        new Reading(
            "mri-1",
            time,
            Optional.of(Activity.STANDBY),
            OptionalDouble.of(812.5),
            OptionalLong.of(77));
    sender.send(OWN, message(1, reading, power(time.minusSeconds(1), 3)));

    await().atMost(PATIENCE).until(() -> readings() == 2);
    assertThat(
            texts(
                "SELECT concat_ws(' ', time AT TIME ZONE 'UTC', activity, power_w, counter)"
                    + " FROM reading ORDER BY time"))
        .containsExactly("2026-11-21 11:59:57.123456 3", "2026-11-21 11:59:58.123456 2 812.5 77");
    assertThat(
            texts(
                "SELECT concat_ws(' ', time AT TIME ZONE 'UTC', activity, power_w, counter)"
                    + " FROM asset_latest"))
        .containsExactly("2026-11-21 11:59:58.123456 2 812.5 77");
    assertThat(texts("SELECT from_time AT TIME ZONE 'UTC' FROM usage_dirty"))
        .containsExactly("2026-11-21 11:59:57.123456");
  }

  @Test
  void anOlderReadingDoesNotReplaceTheLatest() throws Exception {
    sender.send(OWN, message(1, power(NOW.minusSeconds(10), 10)));
    await().atMost(PATIENCE).until(() -> readings() == 1);
    sender.send(OWN, message(2, power(NOW.minusSeconds(20), 20)));
    await().atMost(PATIENCE).until(() -> readings() == 2);

    assertThat(texts("SELECT power_w FROM asset_latest")).containsExactly("10");
  }

  @Test
  void aMessageThatComesAgainIsStoredOnce() throws Exception {
    String handMade =
        "{\"readings\":[{\"asset\":\"mri-1\",\"time\":\"2026-11-21T11:00:00Z\",\"powerW\":5}]}";
    for (int i = 0; i < 3; i++) {
      sender.send(OWN, message(1, power(NOW.minusSeconds(60), 1)));
      sender.send(OWN, handMade);
      sender.send(OWN, "no JSON");
    }
    sender.send(OWN, message(2, power(NOW.minusSeconds(30), 2)));

    await().atMost(PATIENCE).until(() -> duplicates() == 6 && readings() == 3);
    assertThat(rejects()).isEqualTo(1);
    assertThat(texts("SELECT count(*) FROM message_ledger")).containsExactly("4");
  }

  @Test
  void anAssetRegisteredJustNowIsKnown() throws Exception {
    sender.send(OWN, message(1, power(NOW.minusSeconds(60), 1)));
    await().atMost(PATIENCE).until(() -> readings() == 1);
    asset("main", "mri-2");
    sender.send(OWN, message(2, Reading.ofPower("mri-2", NOW, 3)));

    await().atMost(PATIENCE).until(() -> readings() == 2);
    assertThat(rejects()).isZero();
  }

  @Test
  void ignoresTheTalkBetweenGatewaysAndPlatform() throws Exception {
    sender.send("fallow/v1/lakeside/gw-1/status", "online");
    sender.send("fallow/v1/lakeside/gw-1/commands", "{}");
    sender.send(OWN, message(1, power(NOW, 1)));

    await().atMost(PATIENCE).until(() -> readings() == 1);
    assertThat(rejects()).isZero();
  }

  @Test
  void whileTheDatabaseIsAwayMessagesWaitUnacknowledgedAndThenAllAreStored() throws Exception {
    sender.send(OWN, message(1, power(NOW.minusSeconds(60), 1)));
    await().atMost(PATIENCE).until(() -> readings() == 1);

    server.stopServer();
    try {
      for (int i = 2; i <= 300; i++) {
        sender.send(OWN, message(i, power(NOW.minusSeconds(i), i)));
      }
      await().atMost(PATIENCE).until(() -> ingest.health().trouble().isPresent());
      assertThat(ingest.health().connected()).isTrue();
      assertThat(ingest.health().lag()).isPositive();
    } finally {
      server.startServer();
    }

    await().atMost(PATIENCE).ignoreExceptions().until(() -> readings() == 300);
    await().atMost(PATIENCE).until(() -> ingest.health().healthy());
    assertThat(meters.counter("fallow.ingest.messages").count()).isEqualTo(300);
  }

  @Test
  void whatWasNotStoredBeforeAStopIsStoredAfterTheNextStart() throws Exception {
    for (int i = 1; i <= 500; i++) {
      sender.send(OWN, message(i, power(NOW.minusSeconds(i), i)));
      if (i % 100 == 0) {
        ingest.close();
        ingest = ingest("ingest-1");
      }
    }
    await().atMost(PATIENCE).until(() -> readings() == 500);
    assertThat(texts("SELECT count(DISTINCT sequence) FROM message_ledger")).containsExactly("500");
  }

  @Test
  void twoInstancesShareTheWork() throws Exception {
    try (IngestService second = ingest("ingest-2")) {
      await().atMost(PATIENCE).until(() -> second.health().connected());
      for (int i = 1; i <= 400; i++) {
        sender.send(OWN, message(i, power(NOW.minusSeconds(i), i)));
      }
      await().atMost(PATIENCE).until(() -> readings() == 400);
      assertThat(second.health().healthy()).isTrue();
    }
    assertThat(meters.counter("fallow.ingest.messages").count()).isEqualTo(400);
  }

  @Test
  void aMessageThatTheDatabaseRefusesIsRejectedAlone() throws Exception {
    execute("ALTER TABLE reading ADD CONSTRAINT no_devil CHECK (power_w <> 666)");
    for (int i = 1; i <= 40; i++) {
      sender.send(OWN, message(i, power(NOW.minusSeconds(i), i == 17 ? 666 : i)));
    }

    await().atMost(PATIENCE).until(() -> readings() == 39 && rejects() == 1);
    assertThat(texts("SELECT detail FROM rejected_message").get(0)).contains("no_devil");
    assertThat(keptPayload()).isEqualTo(message(17, power(NOW.minusSeconds(17), 666)));
  }

  @Test
  void storesReadingsOfAYearAndRefusesAMessageThatScattersOverDecades() throws Exception {
    sender.send(OWN, message(1, daily(MessageChecker.MOST_DAYS)));
    sender.send(OWN, message(2, daily(MessageChecker.MOST_DAYS + 1)));

    await().atMost(PATIENCE).until(() -> rejects() == 1);
    await().atMost(PATIENCE).until(() -> readings() == MessageChecker.MOST_DAYS);
    assertThat(texts("SELECT detail FROM rejected_message"))
        .containsExactly("its readings lie on 401 days, more than 400");
  }

  @Test
  void survivesTheBrokersRestart() throws Exception {
    sender.send(OWN, message(1, power(NOW.minusSeconds(60), 1)));
    await().atMost(PATIENCE).until(() -> readings() == 1);
    int port = broker.port();
    broker.close();
    await().atMost(PATIENCE).until(() -> !ingest.health().connected());

    broker = new EmbeddedBroker(folder, port, new Everybody());
    sender = new Sender(broker.uri());
    sender.send(OWN, message(2, power(NOW.minusSeconds(30), 2)));
    await().atMost(PATIENCE).until(() -> readings() == 2);
    assertThat(ingest.health().healthy()).isTrue();
  }

  private static Arguments bad(String reason, String topic, String payload) {
    return Arguments.of(reason, topic, payload);
  }

  private static String one(String fields) {
    return "{\"readings\":[{" + fields + "}]}";
  }

  private static Reading power(Instant time, double watts) {
    return Reading.ofPower("mri-1", time, watts);
  }

  private static Reading[] daily(int days) {
    return IntStream.range(0, days)
        .mapToObj(day -> power(NOW.minus(Duration.ofDays(day)), day))
        .toArray(Reading[]::new);
  }

  private static byte[] message(long sequence, Reading... readings) {
    return JsonBatchCodec.encode(
        new ReadingBatch(Optional.of(new MessageKey(EPOCH, sequence)), Arrays.asList(readings)));
  }

  private void asset(String facility, String code) {
    registry.registerAsset(
        new NewAsset(
            "lakeside",
            facility,
            code,
            code,
            "mri",
            Set.of(),
            new ActivityRule.Reported(Duration.ofMinutes(5))));
  }

  private IngestService ingest(String clientId) {
    IngestConfig config = IngestConfig.of(broker.uri(), "ingest", "secret", clientId);
    IngestService service =
        new IngestService(config, database, registry, meters, Clock.fixed(NOW, ZoneOffset.UTC));
    service.start();
    return service;
  }

  private double duplicates() {
    return meters.counter("fallow.ingest.duplicates").count();
  }

  private int readings() {
    return Integer.parseInt(texts("SELECT count(*) FROM reading").get(0));
  }

  private int rejects() {
    return Integer.parseInt(texts("SELECT count(*) FROM rejected_message").get(0));
  }

  private byte[] keptPayload() {
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

  private List<String> texts(String sql) {
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

  private void execute(String sql) {
    database.inTransaction(
        connection -> {
          try (Statement statement = connection.createStatement()) {
            return statement.execute(sql);
          }
        });
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
