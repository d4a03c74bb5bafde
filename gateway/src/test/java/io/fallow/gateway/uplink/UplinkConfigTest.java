package io.fallow.gateway.uplink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fallow.gateway.wire.GatewayAddress;
import java.net.URI;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class UplinkConfigTest {

  private static final GatewayAddress GATE = new GatewayAddress("lakeside", "gate");

  @ParameterizedTest
  @ValueSource(strings = {"http://localhost", "localhost:1883", "tcp:///x", "tcp://host/path", "x"})
  void refusesWhatIsNoBrokersAddress(String address) {
    assertThatThrownBy(() -> UplinkConfig.of(URI.create(address), GATE, "secret"))
        .hasMessageContaining("a broker's address is tcp://host:port or ssl://host:port");
  }

  @Test
  void doesNotPrintItsPassword() {
    assertThat(UplinkConfig.of(URI.create("tcp://127.0.0.1:1883"), GATE, "secret").toString())
        .contains("tcp://127.0.0.1:1883", "lakeside.gate")
        .doesNotContain("secret");
  }

  @Test
  void signsInAsTheUserOfItsAddressUnlessItsCredentialHasAnother() {
    UplinkConfig config = UplinkConfig.of(URI.create("tcp://127.0.0.1:1883"), GATE, "secret");
    assertThat(config.user()).isEqualTo("lakeside.gate");
    assertThat(config.as("lakeside.gate.2").user()).isEqualTo("lakeside.gate.2");
    assertThat(config.as("lakeside.gate.2").address()).isEqualTo(GATE);
    assertThatThrownBy(() -> config.as(" ")).hasMessage("a user has a name");
  }
}
