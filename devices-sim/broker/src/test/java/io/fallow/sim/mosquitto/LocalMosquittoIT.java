package io.fallow.sim.mosquitto;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.fallow.sim.broker.TestClient;
import io.fallow.sim.machine.MachineException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.eclipse.paho.mqttv5.common.MqttException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

class LocalMosquittoIT {
  private static final Logger LOG = LoggerFactory.getLogger(LocalMosquittoIT.class);
  private static final Duration PATIENCE = Duration.ofSeconds(20);
  private static final String READINGS = "fallow/v1/lakeside/gate/readings";
  private static final int NOT_AUTHORISED = 0x87;
  private static final int NOBODY_LISTENS = 0x10;

  @TempDir Path folder;

  @Test
  void deliversMoreThanAUsualBrokerHoldsForWhoeverComesLater() throws Exception {
    try (LocalMosquitto broker = LocalMosquitto.start(config())) {
      LOG.info("runs {}", broker.provenance());
      platform(broker).close();
      try (TestClient gate = gate(broker)) {
        for (int i = 0; i < 1_500; i++) {
          gate.publish(READINGS, "message " + i);
        }
      }
      try (TestClient ingest = connect(broker, "ingest", "ingest")) {
        await().atMost(PATIENCE).until(() -> ingest.received.size() == 1_500);
      }
    }
  }

  @Test
  void letsAGatewayWriteBelowItsOwnTopicsOnly() throws Exception {
    try (LocalMosquitto broker = LocalMosquitto.start(config());
        TestClient gate = gate(broker)) {
      assertThat(gate.publish(READINGS, "a")).isIn(0, NOBODY_LISTENS);
      assertThat(gate.publish("spBv1.0/lakeside/NBIRTH/gate", "a")).isIn(0, NOBODY_LISTENS);
      assertThat(gate.publish("spBv1.0/lakeside/DDATA/gate/mill", "a")).isIn(0, NOBODY_LISTENS);
      for (String other :
          List.of(
              "fallow/v1/lakeside/other/readings",
              "fallow/v1/hillside/gate/readings",
              "spBv1.0/lakeside/NBIRTH/other",
              "spBv1.0/hillside/NBIRTH/gate",
              "spBv1.0/STATE/fallow")) {
        assertThat(gate.publish(other, "a")).as(other).isEqualTo(NOT_AUTHORISED);
      }
    }
  }

  @Test
  void refusesAWrongPassword() {
    try (LocalMosquitto broker = LocalMosquitto.start(config())) {
      assertThatThrownBy(() -> TestClient.connect(broker.uri(), "x", "ingest", "wrong"))
          .isInstanceOf(MqttException.class);
    }
  }

  @Test
  void continuesWithItsMessagesWhereItWasStopped() throws Exception {
    try (LocalMosquitto broker = LocalMosquitto.start(config().keeping())) {
      platform(broker).close();
      try (TestClient gate = gate(broker)) {
        gate.publish(READINGS, "kept");
      }
      broker.stop();
      assertThat(broker.alive()).isFalse();

      broker.start();

      try (TestClient ingest = connect(broker, "ingest", "ingest")) {
        await().atMost(PATIENCE).until(() -> ingest.received.size() == 1);
      }
    }
  }

  @Test
  void diesAtOnceWhenItIsKilledAndComesBackOnItsPort() throws Exception {
    try (LocalMosquitto broker = LocalMosquitto.start(config())) {
      long pid = broker.pid().orElseThrow();
      int port = broker.port();

      broker.kill();

      assertThat(ProcessHandle.of(pid).filter(ProcessHandle::isAlive)).isEmpty();
      broker.start();
      assertThat(broker.port()).isEqualTo(port);
      assertThat(broker.pid().orElseThrow()).isNotEqualTo(pid);
      platform(broker).close();
    }
  }

  @Test
  void comesFromDebiansPackageWhereThisMachineHasNone() throws Exception {
    MosquittoConfig without =
        config().from(List.of(MosquittoWay.DEBIAN_PACKAGES), System.getenv()).telling(LOG::info);
    try (LocalMosquitto broker = LocalMosquitto.start(without)) {
      LOG.info("runs {}", broker.provenance());
      assertThat(broker.provenance()).contains("debian-trixie-mosquitto");
      assertThat(broker.pid()).isPresent();
      platform(broker).close();
    }
  }

  @Test
  void namesTheWaysAndWhatEachLacked() {
    assertThat(
            LocalMosquitto.explain(
                Map.of(MosquittoWay.INSTALLED, "there is no mosquitto on the path")))
        .isEqualTo(
            """
            A Mosquitto is needed, and none of these ways leads to one:
              - mosquitto on this machine: there is no mosquitto on the path""");
  }

  @Test
  void saysWhatMosquittoSaidWhenItDoesNotStart() {
    MosquittoTls nothing = new MosquittoTls(folder.resolve("none.pem"), folder.resolve("none.key"));
    assertThatThrownBy(() -> LocalMosquitto.start(config().with(nothing)))
        .isInstanceOf(MachineException.class)
        .hasMessageContaining("none.pem");
  }

  private MosquittoConfig config() {
    return MosquittoConfig.in(folder.resolve("broker"))
        .with(MosquittoUser.gateway("lakeside", "gate", "gate-secret"))
        .with(MosquittoUser.platform("ingest", "ingest-secret"));
  }

  private static TestClient gate(LocalMosquitto broker) throws MqttException {
    return connect(broker, "lakeside.gate", "gate");
  }

  private static TestClient platform(LocalMosquitto broker) throws MqttException {
    TestClient client = connect(broker, "ingest", "ingest");
    assertThat(client.subscribe("$share/telemetry/fallow/v1/+/+/readings")).isEqualTo(1);
    return client;
  }

  private static TestClient connect(LocalMosquitto broker, String user, String secret)
      throws MqttException {
    return TestClient.connect(broker.uri(), user, user, secret + "-secret");
  }
}
