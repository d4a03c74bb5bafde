package io.fallow.telemetry.access;

import static io.fallow.telemetry.enrolment.AccessWorld.AMARA;
import static io.fallow.telemetry.enrolment.AccessWorld.HALL;
import static io.fallow.telemetry.enrolment.AccessWorld.NOW;
import static io.fallow.telemetry.enrolment.AccessWorld.later;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.fallow.gateway.queue.DiskQueue;
import io.fallow.gateway.queue.QueueLimits;
import io.fallow.gateway.uplink.Uplink;
import io.fallow.gateway.uplink.UplinkConfig;
import io.fallow.gateway.wire.Reading;
import io.fallow.telemetry.enrolment.Credential.Kind;
import io.fallow.telemetry.enrolment.Issued;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whether the gateway's own program signs in at a real Mosquitto by what it was issued. */
class UplinkLoginIT extends OnMosquitto {

  private static final Duration OVERLAP = Duration.ofSeconds(2);

  @TempDir Path own;
  private Issued rotated;

  @BeforeEach
  void rotate() {
    hall();
    rotated = mosquitto.access.rotate(HALL, Kind.PASSWORD, OVERLAP, AMARA, NOW).orElseThrow();
    assertThat(mosquitto.access.departures().look(later(OVERLAP))).isTrue();
  }

  @Test
  void afterARotationItDeliversAsTheUserOfTheNewCredential() throws Exception {
    try (Visitor telemetry = mosquitto.telemetry("fallow-test");
        DiskQueue queue = queue();
        Uplink uplink = new Uplink(byAddress().as(user(rotated)), queue)) {
      telemetry.subscribe("#");
      uplink.start();
      queue.append(List.of(Reading.ofPower("mill-1", Instant.now(), 400)));
      assertThat(queue.awaitAcknowledged(PATIENCE)).isTrue();
    }
  }

  @Test
  void underAnotherUserNameTheSamePasswordLetsItInNowhere() throws Exception {
    try (DiskQueue queue = queue();
        Uplink uplink = new Uplink(byAddress(), queue)) {
      uplink.start();
      await().atMost(PATIENCE).until(() -> uplink.trouble().isPresent());
      assertThat(uplink.connected()).isFalse();
    }
  }

  private UplinkConfig byAddress() {
    return UplinkConfig.of(mosquitto.broker.uri(), HALL, rotated.password().orElseThrow());
  }

  private DiskQueue queue() {
    return DiskQueue.open(own.resolve("queue"), QueueLimits.DEFAULT, Clock.systemUTC());
  }
}
