package io.fallow.telemetry.access;

import static io.fallow.telemetry.enrolment.AccessWorld.AMARA;
import static io.fallow.telemetry.enrolment.AccessWorld.HALL;
import static io.fallow.telemetry.enrolment.AccessWorld.NOW;
import static io.fallow.telemetry.enrolment.AccessWorld.WARD;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.fallow.gateway.wire.GatewayAddress;
import io.fallow.telemetry.enrolment.Issued;
import io.fallow.telemetry.enrolment.Login;
import java.nio.file.Path;
import java.time.Duration;
import org.eclipse.paho.mqttv5.common.MqttException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Gives a class of tests a Mosquitto, and each of them one that knows no gateway. */
abstract class OnMosquitto {

  static final Logger LOG = LoggerFactory.getLogger(OnMosquitto.class);
  static final int NOT_AUTHORISED = 0x87;
  static final int REFUSAL = 0x80;
  static final int GRANTED = 1;
  static final Duration PATIENCE = Duration.ofSeconds(30);
  static final String OWN = "fallow/v1/forge/hall-gw/readings";

  @TempDir static Path folder;
  static MosquittoWorld mosquitto;

  @BeforeAll
  static void open() throws Exception {
    mosquitto = new MosquittoWorld(folder);
    LOG.info("runs {}", mosquitto.broker.provenance());
  }

  @AfterAll
  static void close() {
    mosquitto.close();
  }

  @BeforeEach
  void empty() {
    mosquitto.world.empty();
    mosquitto.comparison.run(NOW);
  }

  static Issued hall() {
    return enrolled(HALL, "hall");
  }

  static Issued ward() {
    return enrolled(WARD, "ward");
  }

  static Issued enrolled(GatewayAddress address, String facility) {
    String token = mosquitto.access.create(address, facility, AMARA, NOW).orElseThrow().token();
    return mosquitto.access.enrol(token, NOW).orElseThrow();
  }

  static Visitor come(Issued issued) throws Exception {
    return Visitor.come(mosquitto.gateways(), user(issued), issued.password().orElseThrow());
  }

  static void assertCannotCome(Issued issued) {
    assertThatExceptionOfType(MqttException.class).isThrownBy(() -> come(issued).close());
  }

  static String user(Issued issued) {
    return login(issued).user();
  }

  static Login login(Issued issued) {
    return issued.credential().login();
  }
}
