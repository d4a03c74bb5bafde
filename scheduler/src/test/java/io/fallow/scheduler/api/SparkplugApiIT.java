package io.fallow.scheduler.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.fallow.gateway.wire.GatewayAddress;
import io.fallow.sim.edge.TahuNode;
import io.fallow.sim.mosquitto.LocalMosquitto;
import io.fallow.sim.mosquitto.MosquittoConfig;
import io.fallow.sim.mosquitto.MosquittoUser;
import io.fallow.telemetry.ingest.IngestConfig;
import io.fallow.telemetry.ingest.IngestService;
import io.fallow.telemetry.sparkplug.SparkplugConfig;
import io.fallow.telemetry.sparkplug.SparkplugHost;
import io.fallow.telemetry.usage.UsageWorker;
import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * An edge node made of Tahu's own client on a real Mosquitto, and what an owner sees of its machine
 * over HTTP, with all that lies between them.
 */
class SparkplugApiIT {

  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final GatewayAddress GATEWAY = new GatewayAddress("lakeside", "edge-1");
  private static final String SECRET = "secret";
  private static final Clock CLOCK = Clock.systemUTC();

  @TempDir Path folder;
  private ApiWorld world;
  private LocalMosquitto broker;
  private IngestService ingest;
  private UsageWorker usage;
  private SparkplugHost host;

  @BeforeEach
  void start() {
    world = new ApiWorld(folder);
    world.services.registry().registerGateway(GATEWAY, "north", SECRET);
    broker =
        LocalMosquitto.start(
            MosquittoConfig.in(folder.resolve("mosquitto"))
                .with(MosquittoUser.platform("telemetry", SECRET))
                .with(MosquittoUser.gateway("lakeside", "edge-1", SECRET)));
    ingest =
        new IngestService(
            IngestConfig.of(broker.uri(), "telemetry", SECRET, "fallow-api-test"),
            world.database,
            world.services.registry(),
            world.metrics,
            CLOCK);
    ingest.start();
    usage = new UsageWorker(world.database, world.services.registry(), world.metrics, CLOCK);
    usage.start();
    host =
        new SparkplugHost(
            new SparkplugConfig(broker.uri(), "telemetry", SECRET, "fallow"),
            world.database,
            world.services.registry(),
            ingest,
            world.metrics,
            CLOCK);
    host.start();
  }

  @AfterEach
  void stop() {
    host.close();
    usage.close();
    ingest.close();
    broker.close();
    world.close();
  }

  @Test
  void showsWhatTheMachineDoesUntilItsNodeSaysGoodbye() throws Exception {
    try (TahuNode node = node(broker.uri())) {
      awaitActivity("STANDBY");
      node.does("IN_USE");
      awaitActivity("IN_USE");
      node.takes(5_000);
      awaitNow("powerW", 5_000.0);
      assertThat(now().getString("activity")).isEqualTo("IN_USE");

      node.shutdown();
      awaitActivity("UNKNOWN");
    }
  }

  @Test
  void aMissingNumberIsAnsweredByARebirthAfterWhichAllIsRight() throws Exception {
    try (TahuNode node = node(broker.uri())) {
      awaitActivity("STANDBY");
      int births = node.births();

      node.doesUnheard("FAULT");
      node.takes(7_000);

      awaitActivity("FAULT");
      awaitNow("powerW", 7_000.0);
      assertThat(node.births()).isEqualTo(births + 1);
      assertThat(world.metrics.get("fallow.sparkplug.rebirths").counter().count()).isEqualTo(1);
    }
  }

  @Test
  void aNodeWhoseWireIsCutIsReportedDeadByTheBroker() throws Exception {
    try (Wire wire = new Wire(broker.uri());
        TahuNode node = node(wire.uri())) {
      awaitActivity("STANDBY");
      node.does("IN_USE");
      awaitActivity("IN_USE");

      wire.cut();
      awaitActivity("UNKNOWN");
    }
  }

  private static TahuNode node(URI broker) throws Exception {
    return new TahuNode(broker, "lakeside", "edge-1", SECRET, "ct-1", CLOCK);
  }

  private void awaitActivity(String activity) {
    awaitNow("activity", activity);
  }

  private void awaitNow(String field, Object value) {
    await()
        .atMost(PATIENCE)
        .untilAsserted(() -> assertThat(now().getValue(field)).isEqualTo(value));
  }

  /** What the API says at this very moment that the machine does. */
  private JsonObject now() throws Exception {
    world.clock.forward(Duration.between(world.clock.instant(), Instant.now()));
    return world.get(ApiWorld.LENA, "/api/v1/assets/lakeside.ct-1").json().getJsonObject("now");
  }
}
