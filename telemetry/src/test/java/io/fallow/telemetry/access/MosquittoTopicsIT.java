package io.fallow.telemetry.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.fallow.telemetry.enrolment.Issued;
import java.nio.file.Files;
import org.eclipse.paho.mqttv5.common.MqttException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What gateways may do at a real Mosquitto that runs on the configuration which we ship. */
class MosquittoTopicsIT extends OnMosquitto {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "fallow/v1/forge/other-gw/readings",
        "fallow/v1/forge/other-gw/status",
        "fallow/v1/forge/hall-gw-2/readings",
        "fallow/v1/lakeside/hall-gw/readings",
        "fallow/v1/lakeside/ward-gw/status",
        "fallow/v1/forge/hall-gw/commands",
        "fallow/v1/forge/other-gw/commands",
        "fallow/v2/forge/hall-gw/readings",
        "fallow/v1/forge",
        "spBv1.0/forge/NBIRTH/other-gw",
        "spBv1.0/lakeside/NDATA/hall-gw",
        "spBv1.0/forge/NCMD/hall-gw",
        "spBv1.0/forge/DCMD/hall-gw/mill-1",
        "spBv1.0/STATE/fallow",
        "readings",
        "/fallow/v1/forge/hall-gw/readings"
      })
  void toPublishOutsideOfOnesTopicsIsRefusedRetainedOrNot(String topic) throws Exception {
    Issued hall = hall();
    try (Visitor telemetry = mosquitto.telemetry("fallow-test");
        Visitor gateway = come(hall)) {
      telemetry.subscribe("#");
      assertThat(gateway.publish(topic, "foreign", false)).isEqualTo(NOT_AUTHORISED);
      assertThat(gateway.publish(topic, "foreign", true)).isEqualTo(NOT_AUTHORISED);
      assertThat(gateway.publish(OWN, "own", false)).isZero();
      await().atMost(PATIENCE).until(() -> !telemetry.heard.isEmpty());
      assertThat(telemetry.heard).containsExactly(OWN + " own");
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "$SYS/broker/uptime",
        "$CONTROL/dynamic-security/v1",
        "$share/telemetry/" + OWN,
        "$fallow/x"
      })
  void toPublishBelowADollarDoesNothing(String topic) throws Exception {
    Issued hall = hall();
    String before = Files.readString(mosquitto.list);
    try (Visitor telemetry = mosquitto.telemetry("fallow-test")) {
      telemetry.subscribe("#");
      String command = "{\"commands\":[{\"command\":\"deleteClient\",\"username\":\"telemetry\"}]}";
      try (Visitor gateway = come(hall)) {
        assertThat(isRefused(gateway, topic, command)).isTrue();
      }
      try (Visitor gateway = come(hall)) {
        assertThat(gateway.publish(OWN, "own", false)).isZero();
      }
      await().atMost(PATIENCE).until(() -> !telemetry.heard.isEmpty());
      assertThat(telemetry.heard).containsExactly(OWN + " own");
      assertThat(telemetry.isHere()).isTrue();
    }
    assertThat(Files.readString(mosquitto.list)).isEqualTo(before);
  }

  /** By a reason code, or by the end of the connection. */
  private static boolean isRefused(Visitor gateway, String topic, String text) {
    try {
      return gateway.publish(topic, text, false) >= 0x80;
    } catch (MqttException ended) {
      return !gateway.isHere();
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "#",
        "+",
        "+/#",
        "fallow/#",
        "fallow/v1/+/+/commands",
        "fallow/v1/forge/+/commands",
        "fallow/v1/forge/hall-gw/#",
        "fallow/v1/forge/hall-gw/+",
        "fallow/v1/forge/hall-gw/readings",
        "fallow/v1/forge/other-gw/commands",
        "fallow/v1/lakeside/hall-gw/commands",
        "spBv1.0/#",
        "spBv1.0/forge/NCMD/+",
        "spBv1.0/forge/NDATA/other-gw",
        "spBv1.0/lakeside/NCMD/hall-gw",
        "$SYS/#",
        "$SYS/broker/clients/connected",
        "$CONTROL/#",
        "$CONTROL/dynamic-security/v1/response",
        "$share/telemetry/fallow/#",
        "$share/mine/fallow/#",
        "$share/mine/fallow/v1/forge/hall-gw/commands",
        "$share/mine/#"
      })
  void toSubscribeOutsideOfOnesTopicsIsRefused(String filter) throws Exception {
    Issued hall = hall();
    Issued ward = ward();
    try (Visitor telemetry = mosquitto.telemetry("fallow-test");
        Visitor other = come(ward);
        Visitor gateway = come(hall)) {
      assertThat(gateway.subscribe(filter)).isEqualTo(NOT_AUTHORISED);
      assertThat(gateway.subscribe("fallow/v1/forge/hall-gw/commands")).isEqualTo(GRANTED);
      other.publish("fallow/v1/lakeside/ward-gw/readings", "another's", false);
      telemetry.publish("fallow/v1/lakeside/ward-gw/commands", "to another", false);
      telemetry.publish("fallow/v1/forge/hall-gw/commands", "to you", false);
      await().atMost(PATIENCE).until(() -> !gateway.heard.isEmpty());
      assertThat(gateway.heard).containsExactly("fallow/v1/forge/hall-gw/commands to you");
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "fallow/v1/lakeside/ward-gw/status",
        "fallow/v1/forge/hall-gw/commands",
        "spBv1.0/STATE/fallow",
        "$CONTROL/dynamic-security/v1"
      })
  void aWillOutsideOfOnesTopicsIsNotPublished(String topic) throws Exception {
    Issued hall = hall();
    try (Visitor telemetry = mosquitto.telemetry("fallow-test")) {
      telemetry.subscribe("#");
      dies(hall, topic);
      dies(hall, "fallow/v1/forge/hall-gw/status");
      await().atMost(PATIENCE).until(() -> !telemetry.heard.isEmpty());
      assertThat(telemetry.heard).containsExactly("fallow/v1/forge/hall-gw/status will");
    }
  }

  private static void dies(Issued issued, String will) throws Exception {
    Cable cable = new Cable();
    Visitor.Way way = new Visitor.Way(mosquitto.broker.uri(), cable, "will", will);
    try (Visitor gateway = Visitor.come(way, user(issued), issued.password().orElseThrow())) {
      cable.pull();
      await().atMost(PATIENCE).until(() -> !gateway.isHere());
    } catch (MqttException refused) {
      LOG.info("with a will to {}: {}", will, refused.getMessage());
    }
  }
}
