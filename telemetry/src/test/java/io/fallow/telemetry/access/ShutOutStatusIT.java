package io.fallow.telemetry.access;

import static io.fallow.telemetry.enrolment.AccessWorld.HALL;
import static io.fallow.telemetry.enrolment.AccessWorld.WARD;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.fallow.gateway.queue.DiskQueue;
import io.fallow.gateway.queue.QueueLimits;
import io.fallow.gateway.uplink.Uplink;
import io.fallow.gateway.uplink.UplinkConfig;
import io.fallow.gateway.wire.GatewayAddress;
import io.fallow.gateway.wire.Topics;
import io.fallow.telemetry.enrolment.Issued;
import io.fallow.telemetry.gateways.GatewayQueries;
import io.fallow.telemetry.gateways.GatewayWatch;
import io.fallow.telemetry.gateways.Traffic;
import io.fallow.telemetry.ingest.GatewayVoice;
import io.fallow.telemetry.ingest.IngestConfig;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a real Mosquitto and the platform say of a gateway that was shut out. */
class ShutOutStatusIT extends OnMosquitto {

  @TempDir Path own;
  private GatewayWatch watch;
  private GatewayQueries queries;

  @BeforeEach
  void start() {
    queries = new GatewayQueries(mosquitto.world.database);
    watch =
        new GatewayWatch(
            mosquitto.world.database,
            new GatewayVoice(
                IngestConfig.of(
                    mosquitto.broker.uri(), "telemetry", MosquittoWorld.SECRET, "fallow-it")),
            new Traffic(),
            new SimpleMeterRegistry());
    watch.start();
  }

  @AfterEach
  void stop() {
    watch.close();
  }

  @Test
  void oneThatIsRevokedIsOfflineToThePlatformAndToWhoeverComesLater() throws Exception {
    Issued hall = hall();
    Issued ward = ward();
    try (DiskQueue first = queue("hall");
        DiskQueue second = queue("ward");
        Uplink gateway = uplink(HALL, hall, first);
        Uplink other = uplink(WARD, ward, second)) {
      await().atMost(PATIENCE).until(() -> isOnline(HALL) && isOnline(WARD));

      mosquitto.access.revokeAll(HALL, Instant.now());
      assertThat(isOnline(HALL)).as("at once").isFalse();
      await().atMost(PATIENCE).until(() -> !gateway.connected());
      await().atMost(PATIENCE).until(() -> retained().contains(status(HALL) + " offline"));
      assertThat(retained()).contains(status(WARD) + " online");
      assertThat(isOnline(WARD)).isTrue();
      assertThat(other.connected()).isTrue();
    }
  }

  @Test
  void oneThatIsRemovedLeavesNothingThatSaysOnline() throws Exception {
    Issued hall = hall();
    try (DiskQueue queue = queue("hall");
        Uplink gateway = uplink(HALL, hall, queue)) {
      await().atMost(PATIENCE).until(() -> isOnline(HALL) && gateway.connected());
      mosquitto.access.remove(HALL, Instant.now());
      await().atMost(PATIENCE).until(() -> retained().contains(status(HALL) + " offline"));
      assertThat(queries.of(HALL)).isEmpty();
    }
  }

  private boolean isOnline(GatewayAddress gateway) {
    Optional<Boolean> online = queries.of(gateway).flatMap(state -> state.online());
    return online.orElse(false);
  }

  private static String status(GatewayAddress gateway) {
    return Topics.status(gateway);
  }

  /** What the broker tells somebody who has just come. */
  private static List<String> retained() throws Exception {
    try (Visitor newcomer = mosquitto.telemetry("fallow-newcomer")) {
      newcomer.subscribe(Topics.ALL_STATUS);
      await().atMost(PATIENCE).until(() -> !newcomer.heard.isEmpty());
      return List.copyOf(newcomer.heard);
    }
  }

  private DiskQueue queue(String name) {
    return DiskQueue.open(own.resolve(name), QueueLimits.DEFAULT, Clock.systemUTC());
  }

  private static Uplink uplink(GatewayAddress gateway, Issued issued, DiskQueue queue) {
    String password = issued.password().orElseThrow();
    Uplink uplink = new Uplink(UplinkConfig.of(mosquitto.broker.uri(), gateway, password), queue);
    uplink.start();
    return uplink;
  }
}
