package io.fallow.telemetry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.fallow.gateway.queue.DiskQueue;
import io.fallow.gateway.queue.QueueLimits;
import io.fallow.gateway.uplink.Uplink;
import io.fallow.gateway.uplink.UplinkConfig;
import io.fallow.gateway.uplink.UplinkConfig.Until;
import io.fallow.gateway.wire.GatewayAddress;
import io.fallow.gateway.wire.Reading;
import io.fallow.sim.database.TestDatabase;
import io.fallow.sim.mosquitto.LocalMosquitto;
import io.fallow.sim.mosquitto.MosquittoConfig;
import io.fallow.sim.mosquitto.MosquittoTls;
import io.fallow.sim.mosquitto.MosquittoUser;
import io.fallow.telemetry.registry.ActivityRule;
import io.fallow.telemetry.registry.NewAsset;
import io.fallow.telemetry.registry.Registry;
import io.fallow.telemetry.store.Database;
import io.fallow.telemetry.store.DatabaseConfig;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Set;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** Gateway, ingest and Sparkplug host over TLS to a real Mosquitto, which they believe or not. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class TlsIT {

  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final GatewayAddress GATEWAY = new GatewayAddress("lakeside", "gw-1");
  private static final String SECRET = "secret";

  private final HttpClient http = HttpClient.newHttpClient();
  private final TestDatabase database = TestDatabase.create();
  private SSLContext before;
  private Authority authority;

  @BeforeAll
  void trust(@TempDir Path folder) throws Exception {
    before = SSLContext.getDefault();
    authority = new Authority(folder);
    SSLContext.setDefault(authority.trusted());
    register();
  }

  @AfterAll
  void forget() {
    SSLContext.setDefault(before);
    database.close();
  }

  @Test
  void whatAGatewaySendsIsStoredAndConfirmed(@TempDir Path folder) throws Exception {
    try (LocalMosquitto broker = broker(folder, authority.certify("localhost"));
        Telemetry telemetry = Telemetry.start(config(broker), Clock.systemUTC());
        DiskQueue queue = queue(folder);
        Uplink uplink = uplink(broker, queue)) {
      await()
          .atMost(PATIENCE)
          .until(() -> ready(telemetry).contains("\"status\":\"UP\",\"checks\""));
      assertThat(broker.uri()).hasScheme("ssl");

      uplink.start();
      Instant start = Instant.now().minusSeconds(600);
      for (int i = 0; i < 500; i++) {
        queue.append(List.of(Reading.ofPower("mri-1", start.plusSeconds(i), i)));
      }

      assertThat(queue.awaitAcknowledged(PATIENCE)).as("stored, says the platform").isTrue();
      assertThat(get(telemetry, "/metrics")).contains("fallow_ingest_readings_total 500.0");
    }
  }

  @Test
  void aCertificateForAnotherNameIsRefused(@TempDir Path folder) throws Exception {
    refused(folder, authority.certify("elsewhere.example"), "No subject alternative DNS name");
  }

  @Test
  void aCertificateFromWhoKnowsWhomIsRefused(@TempDir Path folder) throws Exception {
    Authority stranger = new Authority(folder.resolve("stranger"));
    refused(folder, stranger.certify("localhost"), "unable to find valid certification path");
  }

  private void refused(Path folder, MosquittoTls certificate, String reason) throws Exception {
    try (LocalMosquitto broker = broker(folder, certificate);
        Telemetry telemetry = Telemetry.start(config(broker), Clock.systemUTC());
        DiskQueue queue = queue(folder);
        Uplink uplink = uplink(broker, queue)) {
      uplink.start();
      queue.append(List.of(Reading.ofPower("mri-1", Instant.now(), 1)));

      String away = "no connection to the broker at " + broker.uri();
      String alone = "no Sparkplug host at " + broker.uri();
      await()
          .atMost(PATIENCE)
          .untilAsserted(
              () -> {
                assertThat(ready(telemetry)).containsPattern(away + "[^}]*" + reason);
                assertThat(ready(telemetry)).containsPattern(alone + "[^}]*" + reason);
                assertThat(uplink.trouble()).get().asString().contains(reason);
              });
      assertThat(uplink.connected()).isFalse();
      assertThat(telemetry.health().connected()).isFalse();
    }
  }

  private static LocalMosquitto broker(Path folder, MosquittoTls certificate) {
    return LocalMosquitto.start(
        MosquittoConfig.in(folder.resolve("broker"))
            .with(certificate)
            .with(MosquittoUser.platform("telemetry", SECRET))
            .with(MosquittoUser.gateway("lakeside", "gw-1", SECRET)));
  }

  private static DiskQueue queue(Path folder) throws Exception {
    return DiskQueue.open(folder.resolve("queue"), QueueLimits.DEFAULT, Clock.systemUTC());
  }

  private static Uplink uplink(LocalMosquitto broker, DiskQueue queue) {
    UplinkConfig config = UplinkConfig.of(broker.uri(), GATEWAY, SECRET).until(Until.PLATFORM);
    return new Uplink(config, queue);
  }

  private TelemetryConfig config(LocalMosquitto broker) {
    return TelemetryConfig.of(
        Map.of(
            "FALLOW_DB_URL",
            database.jdbcUrl(),
            "FALLOW_DB_USER",
            database.user(),
            "FALLOW_DB_PASSWORD",
            database.password(),
            "FALLOW_MQTT_URL",
            broker.uri().toString(),
            "FALLOW_MQTT_USER",
            "telemetry",
            "FALLOW_MQTT_PASSWORD",
            SECRET,
            "FALLOW_SPARKPLUG_HOST",
            "fallow",
            "FALLOW_OPS_PORT",
            "0"));
  }

  private void register() {
    DatabaseConfig config =
        new DatabaseConfig("test", database.jdbcUrl(), database.user(), database.password(), 4);
    try (Database own = Database.open(config)) {
      own.migrate();
      Registry registry = new Registry(own);
      registry.registerOrganisation("lakeside", "Lakeside");
      registry.registerFacility("lakeside", "main", "Main", ZoneOffset.UTC, 52.5, 13.4);
      registry.registerGateway(GATEWAY, "main", SECRET);
      ActivityRule rule = new ActivityRule.Reported(Duration.ofMinutes(5));
      registry.registerAsset(
          new NewAsset("lakeside", "main", "mri-1", "MRI 1", "mri", Set.of(), rule));
    }
  }

  private String ready(Telemetry telemetry) throws Exception {
    return get(telemetry, "/health/ready");
  }

  private String get(Telemetry telemetry, String path) throws Exception {
    URI address = URI.create("http://127.0.0.1:" + telemetry.opsPort() + path);
    return http.send(
            HttpRequest.newBuilder(address).timeout(PATIENCE).build(), BodyHandlers.ofString())
        .body();
  }
}
