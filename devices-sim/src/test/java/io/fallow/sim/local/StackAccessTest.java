package io.fallow.sim.local;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StackAccessTest {

  private final StackAccess access =
      new StackAccess(
          "telemetry-secret",
          (user, password) -> user.equals("lakeside.north") && password.equals("north-secret"));

  @Test
  void letsAGatewayAndTelemetryConnectWithTheirPasswords() {
    assertThat(access.mayConnect("lakeside.north", "north-secret")).isTrue();
    assertThat(access.mayConnect("telemetry", "telemetry-secret")).isTrue();
  }

  @Test
  void refusesAnyOtherLogin() {
    assertThat(access.mayConnect("lakeside.north", "telemetry-secret")).isFalse();
    assertThat(access.mayConnect("lakeside.south", "north-secret")).isFalse();
    assertThat(access.mayConnect("telemetry", "")).isFalse();
    assertThat(access.mayConnect("", "")).isFalse();
    assertThat(access.mayConnect("Not.A.Gateway", "north-secret")).isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "fallow/v1/lakeside/north/readings",
        "fallow/v1/lakeside/north/status",
        "fallow/v1/lakeside/north/nobody/knows"
      })
  void letsAGatewayPublishBelowItsOwnPrefix(String topic) {
    assertThat(access.mayPublish("lakeside.north", topic)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "fallow/v1/lakeside/south/readings",
        "fallow/v1/forge/north/readings",
        "fallow/v1/lakeside/northern/readings",
        "fallow/v2/lakeside/north/readings",
        "fallow/v1//lakeside/north/readings",
        "x/fallow/v1/lakeside/north/readings",
        "$sys.mqtt.sessions",
        "readings"
      })
  void refusesAnyOtherTopic(String topic) {
    assertThat(access.mayPublish("lakeside.north", topic)).isFalse();
    assertThat(access.mayPublish("telemetry", topic)).isFalse();
  }

  @Test
  void letsAGatewayHearItsCommandsAlone() {
    assertThat(access.maySubscribe("lakeside.north", "fallow/v1/lakeside/north/commands")).isTrue();
    assertThat(access.maySubscribe("lakeside.north", "fallow/v1/lakeside/+/commands")).isFalse();
    assertThat(access.maySubscribe("lakeside.north", "fallow/#")).isFalse();
    assertThat(access.maySubscribe("telemetry", "fallow/#")).isTrue();
  }

  @Test
  void keepsAClientIdForTheUserThatItNames() {
    assertThat(access.mayUse("telemetry", "fallow-telemetry")).isTrue();
    assertThat(access.mayUse("lakeside.north", "fallow-telemetry")).isFalse();
    assertThat(access.mayUse("lakeside.north", "lakeside.north.1795301828752")).isTrue();
    assertThat(access.mayUse("lakeside.south", "lakeside.north.1795301828752")).isFalse();
    assertThat(access.mayUse("telemetry", "lakeside.north.1795301828752")).isFalse();
    assertThat(access.mayUse("lakeside.north", "mosquitto-4711")).isTrue();
    assertThat(access.mayUse("lakeside.north.2", "lakeside.north.1795301828752")).isTrue();
  }

  @Test
  void aLaterCredentialOfAGatewayMayWhatItsFirstMay() {
    assertThat(access.mayPublish("lakeside.north.2", "fallow/v1/lakeside/north/status")).isTrue();
    assertThat(access.maySubscribe("lakeside.north.2", "fallow/v1/lakeside/north/commands"))
        .isTrue();
    assertThat(access.mayPublish("lakeside.north.2", "fallow/v1/lakeside/2/status")).isFalse();
  }

  @Test
  void telemetryAloneTellsGatewaysWhatIsStored() {
    assertThat(access.mayPublish("telemetry", "fallow/v1/lakeside/north/commands")).isTrue();
    assertThat(access.mayPublish("telemetry", "fallow/v1/lakeside/north/readings")).isFalse();
    assertThat(access.mayPublish("lakeside.north", "fallow/v1/lakeside/north/commands")).isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "spBv1.0/lakeside/NBIRTH/north",
        "spBv1.0/lakeside/NDEATH/north",
        "spBv1.0/lakeside/DDATA/north/mri-1"
      })
  void letsAGatewayBeTheEdgeNodeOfItsName(String topic) {
    assertThat(access.mayPublish("lakeside.north", topic)).isTrue();
    assertThat(access.mayPublish("lakeside.south", topic)).isFalse();
    assertThat(access.mayPublish("telemetry", topic)).isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "spBv1.0/STATE/fallow",
        "spBv1.0/lakeside/NCMD/north",
        "spBv1.0/lakeside/DCMD/north/mri-1"
      })
  void letsTelemetryAloneBeTheHostThatNodesHear(String topic) {
    assertThat(access.mayPublish("telemetry", topic)).isTrue();
    assertThat(access.mayPublish("lakeside.north", topic)).isFalse();
    assertThat(access.maySubscribe("lakeside.north", topic)).isTrue();
    assertThat(access.maySubscribe("lakeside.north", "spBv1.0/#")).isFalse();
  }
}
